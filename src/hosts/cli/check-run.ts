import { check } from "../../check.ts";
import { checkPolicy, isPolicyText } from "../../check-policy.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { policyTypeNames, type PolicyType } from "../../iam/policy-type.ts";
import type { EntryFile } from "../../load.ts";
import { nodeCatalog } from "../node-catalog.ts";
import { standardInputWord } from "./arguments.ts";
import { readSourceOptions, type SourceOptions } from "./commands/options.ts";
import { UsageError, type ReportOptions } from "./console.ts";
import type { Inputs } from "./inputs.ts";
import { readLevels } from "./levels.ts";
import { openBaseline } from "./open-baseline.ts";
import { createRuleTimes } from "./timing.ts";

/** What `check` is asked for. */
export interface CheckArguments extends SourceOptions {
  readonly files: readonly string[];
  readonly fix: boolean | undefined;
  readonly "fix-dry-run": boolean | undefined;
  readonly "policy-type": PolicyType | undefined;
  readonly rule: readonly string[] | undefined;
  readonly "max-warnings": string | undefined;
  readonly quiet: boolean | undefined;
  readonly baseline: string | undefined;
  readonly "update-baseline": boolean | undefined;
  readonly timing: boolean | undefined;
  readonly format: ReportOptions["format"];
  readonly color: boolean | undefined;
}

/** One run of `check` over its files. */
export interface CheckRun {
  /** The findings about files, less those of the baseline. */
  readonly run: (files: readonly EntryFile[]) => readonly Diagnostic[];
  /** Updates the baseline where that was asked for, and gives the findings that are left. */
  readonly settle: (diagnostics: readonly Diagnostic[]) => Promise<readonly Diagnostic[]>;
  /** What there is to say beside the findings. */
  readonly notes: () => string;
}

/** Refuses options that do not go together, before anything is read. */
export function refuseOptions(argv: CheckArguments): { readonly mostWarnings: number } {
  const isStandard = argv.files.includes(standardInputWord);
  const { fix, "fix-dry-run": isDry, "update-baseline": isUpdate, "max-warnings": limit, format } = argv;
  if (fix === true && isStandard)
    throw new UsageError("`--fix` cannot change standard input", "`--fix-dry-run` prints what it would change");
  if (fix === true && isDry === true) throw new UsageError("`--fix` and `--fix-dry-run` are two runs", "give one of them");
  if (isDry === true && format !== "pretty")
    throw new UsageError(`\`--format ${format}\` and the diff would share standard output`, "run `check` twice");
  if (isUpdate === true && isStandard)
    throw new UsageError("a baseline cannot hold the findings of standard input", "name the file, so that they are known by it");
  if (argv.baseline === "") throw new UsageError("`--baseline` names no file");
  if (limit !== undefined && !/^\d{1,9}$/.test(limit))
    throw new UsageError(`\`--max-warnings ${limit}\` is no number`, "give a number from 0");
  return { mostWarnings: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit) };
}

/** Makes ready what a run needs. */
export async function createRun(argv: CheckArguments, inputs: Inputs): Promise<CheckRun> {
  const { "policy-type": type, "update-baseline": isUpdate = false } = argv;
  if (type !== undefined && !inputs.files.some(isPolicyText))
    throw new UsageError("`--policy-type` is for policies in JSON, and there is none among these files");
  const given = readSourceOptions(argv);
  const levels = { ...given.levels, ...readLevels(argv.rule ?? []) };
  const baseline = await openBaseline(argv.baseline, isUpdate, inputs, levels);
  const times = argv.timing === true ? createRuleTimes() : undefined;
  const timing = times === undefined ? {} : { timing: times };
  const options = { host: inputs.host, catalog: nodeCatalog(), ...given, levels, ...timing };
  const recognised = new Map<string, readonly PolicyType[]>();
  const start = performance.now();
  return {
    run(files) {
      const sources = files.filter((file) => !isPolicyText(file));
      const documents = files.filter(isPolicyText).flatMap(({ uri, text }) => {
        const result = checkPolicy(text, { ...options, uri, ...(type === undefined ? {} : { type }) });
        recognised.set(uri, result.recognised);
        return result.diagnostics;
      });
      const found = sources.length === 0 ? documents : [...check(sources, options).diagnostics, ...documents];
      return baseline === undefined || isUpdate ? found : baseline.reduce(found);
    },
    settle: async (diagnostics) => (baseline !== undefined && isUpdate ? baseline.update(diagnostics) : diagnostics),
    notes: () =>
      [
        ...Array.from(recognised, ([uri, types]) => types.map((one) => recognisedNote(inputs.fileOf(uri), one))).flat(),
        times?.table(performance.now() - start) ?? "",
      ].join(""),
  };
}

function recognisedNote(file: string, type: PolicyType): string {
  return `note: ${file} is checked as ${policyTypeNames[type]}, because of its principals; \`--policy-type\` says otherwise\n`;
}
