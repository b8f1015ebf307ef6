import * as fc from "fast-check";

/** Sources of one role and what is asked of it. */
export interface Trial {
  readonly role: string;
  /** Each without its `expect R can` or `cannot`. */
  readonly questions: readonly string[];
}

interface Target {
  readonly actions: readonly string[];
  /** What a statement may stand behind `on`; none where it has no `on`. */
  readonly resources: readonly string[];
  /** The same for an expectation. */
  readonly asked: readonly string[];
}

const targets: readonly Target[] = [
  {
    actions: ["chime:GetMeeting", "chime:{CreateAttendee, GetAttendee}", "chime:*Meeting", "chime:DeleteMeeting"],
    resources: [
      "chime:meeting(*)",
      'chime:meeting("red")',
      'chime:meeting("red-*")',
      'chime:meeting("${aws:PrincipalTag/team}")',
      'chime:meeting("red"), chime:meeting("blue")',
      '* except chime:meeting("red")',
    ],
    asked: ['chime:meeting("red")', 'chime:meeting("red-1")', 'chime:meeting("blue")'],
  },
  {
    actions: ["chime:SendChannelMessage", "chime:{ListChannelMessages, RedactChannelMessage}"],
    resources: ['chime:app-instance-user("app", "${aws:PrincipalTag/team}"), chime:channel("app", *)', 'chime:channel("app", "news")'],
    asked: ['chime:channel("app", "news")', 'chime:app-instance-user("app", "red")', 'chime:channel("other", "news")'],
  },
  { actions: ["chime:CreateMeeting", "chime:{ListUsers, GetUser}", "chime:ListMeetings"], resources: [], asked: [] },
];

const conditions = [
  "aws:MultiFactorAuthPresent == true",
  "aws:MultiFactorAuthPresent == false if exists",
  "aws:MultiFactorAuthAge < 3600",
  'aws:SourceIp in ["10.0.0.0/8"]',
  'aws:PrincipalTag/team == "red"',
  'aws:PrincipalTag/team not like "b*"',
  'aws:CurrentTime < "2026-06-01T00:00:00Z"',
  'all aws:TagKeys in ["app", "team"]',
  'aws:PrincipalTag/team == "red" or aws:MultiFactorAuthPresent == true',
  'not (aws:SourceIp in ["10.0.0.0/8"] and aws:SecureTransport == true)',
];

const entries: readonly (readonly [string, readonly string[]])[] = [
  ["aws:MultiFactorAuthPresent", ["true", "false"]],
  ["aws:MultiFactorAuthAge", ["60", "3600"]],
  ["aws:SourceIp", ['"10.1.2.3"', '"192.0.2.1"']],
  ["aws:PrincipalTag/team", ['"red"', '"blue"']],
  ["aws:CurrentTime", ['"2026-01-01T00:00:00Z"', '"2026-12-01T00:00:00Z"']],
  ["aws:TagKeys", ['["app"]', '["app", "other"]']],
  ["aws:SecureTransport", ["true"]],
];

const context = fc
  .tuple(...entries.map(([key, values]) => fc.option(fc.constantFrom(...values).map((value) => `${key} = ${value}`))))
  .map((given) => given.filter((entry) => entry !== null));

const statement = fc.constantFrom(...targets).chain(({ actions, resources }) =>
  fc
    .record({
      effect: fc.constantFrom("allow", "allow", "allow", "deny"),
      action: fc.constantFrom(...actions),
      on: resources.length === 0 ? fc.constant("") : fc.constantFrom(...resources).map((resource) => ` on ${resource}`),
      when: fc.option(fc.uniqueArray(fc.constantFrom(...conditions), { minLength: 1, maxLength: 2 }), { freq: 2 }),
    })
    .map(({ effect, action, on, when }) => {
      const condition = when === null ? "" : ` when ${when.map((one) => `(${one})`).join(" and ")}`;
      return `${effect} ${action}${on}${condition}`;
    }),
);

const question = fc.constantFrom(...targets).chain(({ actions, asked }) =>
  fc
    .record({
      action: fc.constantFrom(...actions.filter((action) => !/[{*]/.test(action))),
      on: asked.length === 0 ? fc.constant("") : fc.constantFrom(...asked).map((resource) => ` on ${resource}`),
      context,
    })
    .map(({ action, on, context: given }) => `${action}${on}${given.length === 0 ? "" : ` with { ${given.join(", ")} }`}`),
);

/** Random roles over a small world, in which much overlaps. */
export const trial: fc.Arbitrary<Trial> = fc.record({
  role: fc
    .array(statement, { minLength: 1, maxLength: 5 })
    .map((statements) => `role Host {\n${statements.map((one) => `  ${one}\n`).join("")}}\n`),
  questions: fc.array(question, { maxLength: 6 }),
});
