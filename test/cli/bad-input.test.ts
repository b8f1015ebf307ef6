import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useCommandLine, meetingHost, meetingHostJson, misspelt, runShell, snapshot } from "./command-line.ts";

const cli = useCommandLine();

/** A command line, what it says, and its status. */
type Row = readonly [args: readonly string[], message: string, status?: number];

const account = "arn:aws:chime:us-east-1:111122223333";

const usage: readonly Row[] = [
  [[], "error: say what to do, such as `chimepolicy compile FILE`"],
  [["complie", "a.chimepolicy"], "error: there is no command `complie`\n  help: did you mean `compile`?"],
  [["a.chimepolicy"], "error: there is no command `a.chimepolicy`\n  help: say what to do with it: `chimepolicy compile a.chimepolicy`"],
  [["compile"], "error: say which files to compile"],
  [["canon"], "error: say which file to bring to canonical form"],
  [["canon", "a.json", "b.json"], "error: `b.json` is one argument too many"],
  [["compile", "a.chimepolicy", "--mniify"], "error: unknown option `--mniify`\n  help: did you mean `--minify`?"],
  [["check", "a.chimepolicy", "--fxi"], "error: unknown option `--fxi`\n  help: did you mean `--fix`?"],
  [["compile", "a.chimepolicy", "-x"], "error: unknown option `-x`"],
  [["compile", "a.chimepolicy", "--no-out"], "error: unknown option `--no-out`"],
  [["compile", "a.chimepolicy", "--minify=foo"], "error: `--minify` takes no value"],
  [["compile", "a.chimepolicy", "--param.x=1"], "error: unknown option `--param.x`"],
  [["compile", "a.chimepolicy", "-o"], "error: `-o` needs a value"],
  [["compile", "a.chimepolicy", "-o", ""], "error: `--out` names no folder"],
  [["compile", "a.chimepolicy", "-o", "x", "--out", "y"], "error: `--out` is given twice"],
  [["compile", "a.chimepolicy", "--source-map"], "error: `--source-map` needs a folder to write to\n  help: add `-o DIR`"],
  [["compile", "a.chimepolicy", "--force"], "error: `--force` needs a folder to write to"],
  [["compile", "a.chimepolicy", "--format", "json"], "error: `--format json` and the document would share standard output"],
  [["compile", "a.chimepolicy", "--format", "github"], "or use `check --format github`"],
  [
    ["compile", "a.chimepolicy", "--name", "MeetingHosts"],
    "error: there is no document named `MeetingHosts`\n  help: did you mean `MeetingHost`?",
  ],
  [
    ["compile", "two.chimepolicy"],
    "error: there are 2 documents: `Agent`, `Auditor`\n  help: print one with `--name NAME`, or write all with `-o DIR`",
  ],
  [["compile", "library.chimepolicy"], "error: there is no document in these files"],
  [
    ["check", "a.chimepolicy", "--format", "xml"],
    "error: `--format xml` is not known\n  help: choose `pretty`, `json`, `sarif`, `github` or `junit`",
  ],
  [["build", "--env", "prod"], "error: there is no environment `prod`\n  help: the configuration has none"],
  [["build", "--env"], "error: `--env` needs a value"],
  [["build", "--graph", "dot"], "error: `--graph dot` is not known\n  help: choose `json` or `make`"],
  [["build", "a.chimepolicy"], "error: `a.chimepolicy` is one argument too many"],
  [["build", "--param", "x"], "error: `--param x` has no value"],
  [["lock", "--env", "prod"], "error: there is no environment `prod`"],
  [["init", "a.chimepolicy"], "error: cannot write `a.chimepolicy/chimepolicy.config.json`: a file is in the place of a folder"],
  [["check", "a.chimepolicy", "--format", "sraif"], "error: `--format sraif` is not known"],
  [["check", "--fix", "-"], "error: `--fix` cannot change standard input\n  help: `--fix-dry-run` prints what it would change"],
  [["check", "a.chimepolicy", "--fix", "--fix-dry-run"], "error: `--fix` and `--fix-dry-run` are two runs\n  help: give one of them"],
  [["check", "a.chimepolicy", "--fix-dry-run", "--format", "json"], "error: `--format json` and the diff would share standard output"],
  [["check", "a.chimepolicy", "--fix-dry-rum"], "error: unknown option `--fix-dry-rum`\n  help: did you mean `--fix-dry-run`?"],
  [["check", "a.chimepolicy", "--policy-type", "trust"], "error: `--policy-type` is for policies in JSON, and there is none"],
  [
    ["check", "policy.json", "--policy-type", "bucket"],
    "error: `--policy-type bucket` is not known\n  help: choose `identity`, `trust`, `resource` or `scp`",
  ],
  [["check", "policy.json", "--policy-type"], "error: `--policy-type` needs a value"],
  [["check", "policy.json", "--policy-type", "scp", "--policy-type", "trust"], "error: `--policy-type` is given twice"],
  [["check", "a.chimepolicy", "--rule"], "error: `--rule` needs a value"],
  [
    ["check", "a.chimepolicy", "--rule", "redundant-action"],
    "error: `--rule redundant-action` has no value\n  help: write `--rule redundant-action=value`",
  ],
  [["check", "a.chimepolicy", "--rule", "=off"], "error: `--rule =off` has no name\n  help: write `--rule name=level`"],
  [
    ["check", "a.chimepolicy", "--rule", "redundant-acton=off"],
    "error: there is no rule `redundant-acton`\n  help: did you mean `redundant-action`?",
  ],
  [["check", "a.chimepolicy", "--rule", "CP9999=off"], "error: there is no rule `CP9999`"],
  [["check", "a.chimepolicy", "--rule", "INVALID_ACTON=off"], "help: did you mean `INVALID_ACTION`?"],
  [
    ["check", "a.chimepolicy", "--rule", "redundant-action=waring"],
    "error: `waring` is no level of a rule\n  help: did you mean `warning`?",
  ],
  [["check", "a.chimepolicy", "--rule", "redundant-action=fatal"], "help: choose `off`, `suggestion`, `warning`"],
  [["check", "a.chimepolicy", "--rule", "JSON_SYNTAX_ERROR=off"], "error: the level of `invalid-json` cannot be chosen"],
  [["check", "a.chimepolicy", "--max-warnings"], "error: `--max-warnings` needs a value"],
  [["check", "a.chimepolicy", "--max-warnings", "few"], "error: `--max-warnings few` is no number\n  help: give a number from 0"],
  [["check", "a.chimepolicy", "--max-warnings=-1"], "error: `--max-warnings -1` is no number"],
  [["check", "a.chimepolicy", "--quiet=yes"], "error: `--quiet` takes no value"],
  [["check", "a.chimepolicy", "--timing=1"], "error: `--timing` takes no value"],
  [["check", "a.chimepolicy", "--baseline"], "error: `--baseline` needs a value"],
  [["check", "a.chimepolicy", "--baseline", ""], "error: `--baseline` names no file"],
  [["check", "a.chimepolicy", "--baseline", "none.json"], "error: there is no baseline `none.json`\n  help: `--update-baseline` writes it"],
  [["check", "a.chimepolicy", "--baseline", "policy.json"], "error: `policy.json` is no baseline"],
  [["check", "a.chimepolicy", "--baseline", "folder"], "error: cannot read the baseline `folder`"],
  [["check", "a.chimepolicy", "--baseline", "no/such/base.json", "--update-baseline"], "error: cannot write `no/such/base.json`"],
  [["check", "-", "--update-baseline"], "error: a baseline cannot hold the findings of standard input"],
  [["check", "nothing-here"], "error: no source and no policy in the folder `nothing-here`"],
  [["import"], "error: say which policies to import"],
  [["import", "a.chimepolicy"], "error: `import` takes IAM policies, and this is a source"],
  [["import", "a.json", "--force"], "error: `--force` needs a folder to write to"],
  [["import", "a.json", "--strct"], "error: unknown option `--strct`\n  help: did you mean `--strict`?"],
  [["canon", "a.chimepolicy"], "error: `canon` takes IAM JSON, and this is a source"],
  [["compile", "a.chimepolicy", "--param"], "error: `--param` needs a value"],
  [["compile", "a.chimepolicy", "--param", "x"], "error: `--param x` has no value\n  help: write `--param x=value`"],
  [["compile", "a.chimepolicy", "--param", "=1"], "error: `--param =1` has no name"],
  [["compile", "a.chimepolicy", "--param", "x=1", "--param", "x=2"], "error: the parameter `x` is given twice"],
  [["compile", "a.chimepolicy", "--param-file"], "error: `--param-file` needs a value"],
  [["compile", "a.chimepolicy", "--param-file", ""], "error: `--param-file` names no file"],
  [["compile", "a.chimepolicy", "--param-file", "x", "--param-file", "y"], "error: `--param-file` is given twice"],
  [["build", "--param-file", "missing.json"], "error: there is no file `missing.json`"],
  [["test", "a.chimepolicy", "--param-file", "folder"], "error: `folder` is a folder, and `--param-file` takes a file\n"],
  [["can", "policy.json", "chime:CreateMeeting", "--param-file", "a.json"], "error: `--param-file` is for sources"],
  [
    ["test", "policy.json"],
    "error: `test` takes .chimepolicy sources, and IAM JSON has no tests\n  help: `chimepolicy can` asks it a question",
  ],
  [["test", "a.chimepolicy", "--filter"], "error: `--filter` needs a value"],
  [["test", "a.chimepolicy", "--filter", "a", "--filter", "b"], "error: `--filter` is given twice"],
  [["test", "a.chimepolicy", "--fitler", "a"], "error: unknown option `--fitler`\n  help: did you mean `--filter`?"],
  [["test", "a.chimepolicy", "--coverage", "--min"], "error: `--min` needs a value"],
  [["test", "a.chimepolicy", "--coverage", "--min", "much"], "error: `--min much` is no percentage\n  help: give a number from 0 to 100"],
  [["test", "a.chimepolicy", "--mutate", "--min", "101"], "error: `--min 101` is no percentage"],
  [["test", "a.chimepolicy", "--mutate", "--min=-1"], "error: `--min -1` is no percentage"],
  [["test", "a.chimepolicy", "--coverage", "--min", "90", "--min", "80"], "error: `--min` is given twice"],
  [
    ["test", "a.chimepolicy", "--min", "90"],
    "error: `--min` says what to reach, but not of what\n  help: give `--coverage` or `--mutate` with it",
  ],
  [["test", "a.chimepolicy", "--coverage", "--mutate"], "error: `--coverage` and `--mutate` are two runs\n  help: give one of them"],
  [["test", "a.chimepolicy", "--coverage=90"], "error: `--coverage` takes no value\n  help: write `--coverage`"],
  [["test", "a.chimepolicy", "--covrage"], "error: unknown option `--covrage`\n  help: did you mean `--coverage`?"],
  [["can"], "error: say which file, which policy or role, and which action to ask about"],
  [["can", "a.chimepolicy"], "error: say which file, which policy or role, and which action to ask about"],
  [
    ["can", "a.chimepolicy", "MeetingHost"],
    "error: say which action to ask about\n  help: `chimepolicy can a.chimepolicy MeetingHost ACTION`",
  ],
  [
    ["can", "a.chimepolicy", "chime:GetUser"],
    "error: say which action to ask about\n  help: `chimepolicy can a.chimepolicy ROLE chime:GetUser`",
  ],
  [
    ["can", "policy.json", "MeetingHost", "chime:CreateMeeting"],
    "error: IAM JSON has no roles to choose from\n  help: `chimepolicy can policy.json chime:CreateMeeting`",
  ],
  [["can", "policy.json", "chime:CreateMeeting", "--param", "a=b"], "error: `--param` is for sources"],
  [["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "x"], "error: `x` is one argument too many"],
  [["can", "{a,two}.chimepolicy", "MeetingHost", "chime:CreateMeeting"], "error: `can` takes one file, and `{a,two}.chimepolicy` is 2"],
  [["can", "", "MeetingHost", "chime:CreateMeeting"], "error: the name of a file is empty"],
  [
    ["can", "a.chimepolicy", "MeetingHots", "chime:CreateMeeting"],
    "error: unknown policy or role `MeetingHots`\n  help: did you mean `MeetingHost`?",
  ],
  [
    ["can", "a.chimepolicy", "", "chime:CreateMeeting"],
    "error: unknown policy or role ``\n  help: a policy or role is named as in `HelpDesk`",
  ],
  [["can", "a.chimepolicy", "A } role B {", "chime:CreateMeeting"], "error: unknown policy or role `A } role B {`"],
  [["can", "a.chimepolicy", 'MeetingHost("a")', "chime:CreateMeeting"], "error: `MeetingHost` takes no arguments"],
  [
    ["can", "library.chimepolicy", "Calls", "chime:CreateMeeting"],
    "error: `Calls` is a set of actions, but a policy or role is needed here",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeting"],
    "error: unknown action `chime:CreateMeting`\n  help: did you mean `chime:CreateMeeting`? (`--force` asks all the same)",
  ],
  [["can", "a.chimepolicy", "MeetingHost", "CreateMeeting"], "help: an action has its service in front, such as `chime:CreateMeeting`"],
  [["can", "a.chimepolicy", "MeetingHost", "chim:CreateMeeting"], "error: unknown service `chim`\n  help: did you mean `chime`?"],
  [["can", "a.chimepolicy", "MeetingHost", "chime:*"], "error: `chime:*` stands for many actions, and `can` asks about one"],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting"],
    "error: `chime:GetMeeting` takes `chime:meeting`, and the request names none\n  help: say which one: `--on arn:aws:chime:us-east-1:111122223333:meeting/MEETINGID`",
  ],
  [["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on"], "error: `--on` needs a value"],
  [["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", "a", "--on", "b"], "error: `--on` is given twice"],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", `${account}:meeting/*`],
    "stands for many resources, and `can` asks about one",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", `${account}:vc/a`],
    `error: \`chime:GetMeeting\` takes \`chime:meeting\`, and \`${account}:vc/a\` is \`chime:voice-connector\``,
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", `${account}:meting/a`],
    `help: did you mean \`${account}:meeting/a\`?`,
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", "m-1"],
    "error: `m-1` is no resource of `chime`: it does not begin with `arn:`",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:GetMeeting", "--on", "arn:aws:chime::111122223333:meeting/m"],
    "the ARN of a meeting has a region\n",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:ListUsers", "--on", `${account}:meeting/a`],
    "error: `chime:ListUsers` takes no resource\n  help: leave `--on` out",
  ],
  [["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with"], "error: `--with` needs a value"],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:username"],
    "error: `--with aws:username` has no value\n  help: write `--with aws:username=value`",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "=a"],
    "error: `--with =a` has no name\n  help: write `--with key=value`",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:usernme=a"],
    "error: unknown condition key `aws:usernme`\n  help: did you mean `aws:username`?",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:SecureTransport=yes"],
    "error: `aws:SecureTransport` is `true` or `false`, and `yes` is none",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:SourceIp=10.0.0.0/8"],
    "error: `aws:SourceIp` is an IP address such as `203.0.113.7`, and `10.0.0.0/8` is none",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:username=a", "--with", "aws:username=b"],
    "error: `aws:username` has one value, and 2 are given",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--with", "aws:username=a", "--with", "aws:UserName=a"],
    "error: `aws:UserName` and `aws:username` are the same condition key",
  ],
  [
    ["can", "a.chimepolicy", "MeetingHost", "chime:CreateMeeting", "--format", "junit"],
    "error: `--format junit` is not known\n  help: choose `pretty` or `json`",
  ],
  [["catalog", "show"], "error: say what to show"],
  [["catalog", "search"], "error: say what to look for"],
  [["catalog", "sho", "chime"], "error: there is no command `catalog sho`\n  help: did you mean `catalog show`?"],
  [["catalog", "show", "chim"], "error: the catalog has no service `chim`\n  help: did you mean `chime`?"],
  [["catalog", "show", "chime:CreateMeting"], "did you mean `chime:CreateMeeting`?"],
  [["explain", "CP9999"], "error: there is no finding `CP9999`"],
  [["explain", "unknown-acton"], "help: did you mean `unknown-action`?"],
  [["explain", "INVALID_ACTON"], "help: did you mean `INVALID_ACTION`?"],
  ...["diff", "lsp"].map((name): Row => [[name, "--stdio", "x"], `error: \`chimepolicy ${name}\` (`]),
];

const files: readonly Row[] = [
  [["compile", "missing.chimepolicy"], "error: there is no file `missing.chimepolicy`"],
  [["compile", "a.chimepolicy/b.chimepolicy"], "error: there is no file `a.chimepolicy/b.chimepolicy`"],
  [["compile", ""], "error: the name of a file is empty"],
  [["compile", "folder"], "error: `folder` is a folder\n  help: name the files in it, as in `folder/**/*.chimepolicy`"],
  [["canon", "folder/"], "error: `folder/` is a folder"],
  [["compile", "loop.chimepolicy"], "error: cannot read `loop.chimepolicy`: its symbolic links lead in a circle"],
  [["compile", "l".repeat(300)], "the name is too long"],
  [["check", `${"l".repeat(300)}*`], "the name is too long"],
  [["compile", "pipe"], "error: cannot read `pipe`: it is a pipe, and nothing came through it"],
  [["canon", "/dev/zero"], "error: cannot read `/dev/zero`: it is a device"],
  [["compile", "/dev/null"], "error: cannot read `/dev/null`: it is a device"],
  [["compile", "binary.chimepolicy"], "error: `binary.chimepolicy` is not UTF-8 text"],
  [["compile", "latin-1.chimepolicy"], "error: `latin-1.chimepolicy` is not UTF-8 text"],
  [["check", "huge.chimepolicy"], "error: `huge.chimepolicy` is too large: 5,120 MiB, of at most 64"],
  [["canon", "huge.json"], "error: `huge.json` is too large"],
  [["compile", "nothing*.chimepolicy"], "error: no file matches `nothing*.chimepolicy`"],
  [
    ["compile", "a.chimepolicy", "-o", "a.chimepolicy"],
    "error: cannot write `a.chimepolicy/MeetingHost.json`: part of the path is no folder",
  ],
  [["compile", "a.chimepolicy", "-o", "/proc/chimepolicy"], "error: cannot write to `/proc/chimepolicy`: part of the path does not exist"],
  [["compile", "a.chimepolicy", "-o", "taken"], "error: `taken/MeetingHost.json` is a folder"],
  [
    ["compile", "a.chimepolicy", "-o", "foreign"],
    "error: `foreign/MeetingHost.json` is there already, and does not look like a file that chimepolicy wrote",
  ],
  [["check", "empty.chimepolicy"], "warning[CP5003]", 0],
  [["compile", "empty.chimepolicy"], "error: there is no document in these files"],
  [["canon", "empty.json"], "error[CP4009]", 1],
  [["canon", "broken.json"], "  at broken.json:4:1\n", 1],
  [["canon", "twice.json"], "error[CP4010]", 1],
  [["canon", "proto.json"], "error[CP4011]", 1],
  [["canon", "list.json"], "error[CP4012]", 1],
  [["compile", "a.chimepolicy", "--param", "region=x"], "error[CP5002]", 1],
  [["compile", "parameter.chimepolicy"], "error[CP5001]", 1],
  [["compile", "parameter.chimepolicy", "--param", "office=here"], "error[CP2033]", 1],
  [["check", "escapes.chimepolicy"], "error[CP3006]", 1],
  [["check", "circle.chimepolicy"], "error[CP3012]", 1],
  [["check", "devices.chimepolicy"], "error[CP3012]", 1],
  [["compile", "clash.chimepolicy", "-o", "new"], "error[CP3016]", 1],
  [["compile", "name.chimepolicy", "-o", "new"], "error[CP3018]", 1],
  [["compile", "misspelt.chimepolicy", "a.chimepolicy", "-o", "new"], "error[CP2001]", 1],
  [["test", "missing.chimepolicy"], "error: there is no file `missing.chimepolicy`"],
  [["test", "library.chimepolicy"], "warning: there is no test in these files", 0],
  [["test", "misspelt.chimepolicy"], "error[CP2001]", 1],
  [["test", "parameter.chimepolicy"], "error[CP5001]", 1],
  [["can", "missing.json", "chime:CreateMeeting"], "error: there is no file `missing.json`"],
  [["can", "broken.json", "chime:CreateMeeting"], "  at broken.json:4:1\n", 1],
  [["can", "misspelt.chimepolicy", "Other", "chime:CreateMeeting"], "error[CP2001]", 1],
  [["can", "misspelt.chimepolicy", "Nobody", "chime:CreateMeeting"], "error[CP2001]", 1],
  [["can", "parameter.chimepolicy", "Auditor", "chime:ListMeetings"], "error[CP5001]", 1],
];

function hostileFolder(): string {
  const folder = cli().folder({
    "a.chimepolicy": meetingHost,
    "misspelt.chimepolicy": misspelt.replace("MeetingHost", "Other"),
    "two.chimepolicy": "role Agent { allow chime:ListMeetings }\nrole Auditor { allow chime:ListMeetings }\n",
    "library.chimepolicy": "actions Calls = chime:CreateMeeting\n",
    "folder/b.chimepolicy": meetingHost,
    "binary.chimepolicy": new Uint8Array([0xff, 0xfe, 0x00]),
    "latin-1.chimepolicy": new Uint8Array([0x2f, 0x2f, 0xe9, 0x0a]),
    "huge.chimepolicy": "",
    "huge.json": "",
    "empty.chimepolicy": "",
    "empty.json": "",
    "broken.json": '{\n  "Version": "2012-10-17",\n  "Statement": [\n} ]\n}\n',
    "twice.json": '{ "Version": "2012-10-17", "Statement": [], "Statement": [] }',
    "proto.json":
      '{ "Version": "2012-10-17", "__proto__": {}, "Statement": [{ "Effect": "Allow", "Action": "chime:*", "Resource": "*" }] }',
    "list.json": "[1, 2]",
    "policy.json": meetingHostJson,
    "parameter.chimepolicy": "param office: cidr\nrole Auditor { allow chime:ListMeetings when aws:SourceIp == office }\n",
    "foreign/MeetingHost.json": '{ "Version": "2012-10-17", "Statement": [] }\n',
    "taken/MeetingHost.json/x": "",
    "chimepolicy.config.json": "{}",
    "escapes.chimepolicy": 'import { MeetingHost } from "./outside"\nrole R { include MeetingHost }\n',
    "circle.chimepolicy": 'import { MeetingHost } from "./loop"\nrole R { include MeetingHost }\n',
    "devices.chimepolicy": 'import { MeetingHost } from "./pipe-module"\nrole R { include MeetingHost }\n',
    "clash.chimepolicy": "role Agent { allow chime:ListMeetings }\nrole AGENT { allow chime:ListMeetings }\n",
    "name.chimepolicy": '@name("../../evil")\nrole Agent { allow chime:ListMeetings }\n',
  });
  truncateSync(join(folder, "huge.chimepolicy"), 5 * 1024 ** 3);
  truncateSync(join(folder, "huge.json"), 5 * 1024 ** 3);
  mkdirSync(join(folder, "nothing-here"));
  symlinkSync("loop.chimepolicy", join(folder, "loop.chimepolicy"));
  symlinkSync(join(cli().folder({ "o.chimepolicy": meetingHost }), "o.chimepolicy"), join(folder, "outside.chimepolicy"));
  execFileSync("bash", ["-c", "mkfifo pipe pipe-module.chimepolicy"], { cwd: folder });
  return folder;
}

describe("hosts/cli, bad input", () => {
  it("says one clear thing about every wrong use, on standard error, with status 2, and touches no file", async () => {
    const folder = hostileFolder();
    const before = snapshot(folder);
    const rows = [...usage, ...files];
    const runs = await cli().runAll(
      rows.map(([args]) => args),
      folder,
    );
    for (const [index, [args, message, status = 2]] of rows.entries()) {
      const run = runs[index]!;
      const shown = `chimepolicy ${args.join(" ").slice(0, 80)}`;
      expect(run.err, shown).toContain(message);
      expect(run.status, shown).toBe(status);
      expect(run.out, shown).toBe("");
      expect(run.err, shown).not.toMatch(/^\s+at .*\(.*:\d+:\d+\)|bug in chimepolicy|node:internal/m);
      expect(run.err.match(/^error/gm) ?? [], shown).toHaveLength(status === 0 ? 0 : 1);
    }
    expect(snapshot(folder)).toEqual(before);
  });

  it("refuses a socket", async () => {
    const folder = cli().folder();
    const server = createServer().listen(join(folder, "socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    const run = await cli().run(["compile", "socket"], { cwd: folder });
    server.close();
    expect(run).toMatchObject({ status: 2, err: "error: cannot read `socket`: it is a socket or a device that is not there\n" });
  });

  it("says it when standard output is full, a folder or closed, and stops quietly when nobody reads it", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost, "b.chimepolicy": misspelt });
    const shell = (line: string) => runShell(line, cli(), { cwd: folder });
    const full = { status: 2, err: "error: cannot write to standard output: the disk is full\n" };
    const runs = await Promise.all([
      shell("$CLI compile a.chimepolicy > /dev/full"),
      shell("$CLI check b.chimepolicy --format json > /dev/full"),
      shell("$CLI --help > /dev/full"),
      shell("$CLI catalog show chime > /dev/full"),
    ]);
    for (const run of runs) expect(run).toMatchObject(full);
    expect(await shell("$CLI check b.chimepolicy 2> /dev/full")).toEqual({ status: 1, out: "", err: "" });
    expect(await shell("set -o pipefail; $CLI catalog search a | head -1 | wc -l")).toMatchObject({ status: 0, err: "" });
    expect(await shell("set -o pipefail; $CLI compile --help | true")).toMatchObject({ status: 0, err: "" });
  });

  it("reads standard input once, and says when it is closed, endless, a folder or no text", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost, "p.json": meetingHostJson });
    const shell = (line: string) => runShell(line, cli(), { cwd: folder });
    const good = { status: 0, out: meetingHostJson, err: "" };
    expect(await shell("$CLI compile - - < a.chimepolicy")).toEqual(good);
    expect(await shell("cat a.chimepolicy | $CLI compile /dev/stdin")).toEqual(good);
    expect(await shell("$CLI compile <(cat a.chimepolicy)")).toEqual(good);
    expect(await shell("(sleep 0.3; cat a.chimepolicy) | $CLI compile -")).toEqual(good);
    expect(await shell("$CLI canon - < p.json")).toEqual(good);
    expect((await shell("$CLI compile - <&-")).err).toContain("there is no document in these files");
    expect(await shell("$CLI compile - < /dev/zero")).toMatchObject({
      status: 2,
      err: "error: standard input is too large: more than 64 MiB\n",
    });
    expect(await shell("$CLI compile - < .")).toMatchObject({ status: 2, err: "error: standard input is a folder\n" });
    expect(await cli().run(["check", "-"], { input: new Uint8Array([0xff]) })).toMatchObject({
      status: 2,
      err: "error: standard input is not UTF-8 text\n",
    });
    expect((await cli().run(["check", "-"], { input: misspelt })).err).toContain("at <stdin>:2:9");
  });

  it("takes names with spaces, new lines, brackets, letters of any script and leading dashes", async () => {
    const names = [
      "a b.chimepolicy",
      "a\nb.chimepolicy",
      "a[1].chimepolicy",
      "{a,b}.chimepolicy",
      "übung 会議.chimepolicy",
      "#?.chimepolicy",
    ];
    const folder = cli().folder(Object.fromEntries([...names, "-x.chimepolicy", "--version"].map((name) => [name, meetingHost])));
    for (const name of names)
      expect(await cli().run(["compile", name], { cwd: folder }), name).toMatchObject({ status: 0, out: meetingHostJson });
    for (const name of ["-x.chimepolicy", "--version"]) {
      expect(await cli().run(["compile", "--", name], { cwd: folder }), name).toMatchObject({ status: 0, out: meetingHostJson });
    }
    writeFileSync(join(folder, "a\nb.chimepolicy"), misspelt);
    expect((await cli().run(["check", "a\nb.chimepolicy"], { cwd: folder })).err).toContain("at a␊b.chimepolicy:2:9");
    expect((await cli().run(["check", "\u001Bc"], { cwd: folder })).err).toBe("error: there is no file `␛c`\n");
  });

  it("reads a file once, however often and by whatever path it is named", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost });
    mkdirSync(join(folder, "sub"));
    symlinkSync("a.chimepolicy", join(folder, "link.chimepolicy"));
    const run = await cli().run(
      [
        "compile",
        "a.chimepolicy",
        "./a.chimepolicy",
        "sub/../a.chimepolicy",
        join(folder, "a.chimepolicy"),
        "link.chimepolicy",
        "a*.chimepolicy",
      ],
      { cwd: folder },
    );
    expect(run).toEqual({ status: 0, out: meetingHostJson, err: "" });
  });

  it("compiles a file outside the project that is named directly, but follows none of its imports there", async () => {
    const folder = cli().folder({
      "project/chimepolicy.config.json": "{}",
      "alone.chimepolicy": meetingHost,
      "import.chimepolicy": 'import { MeetingHost } from "./alone"\nrole R { include MeetingHost }\n',
    });
    const cwd = join(folder, "project");
    expect(await cli().run(["compile", "../alone.chimepolicy"], { cwd })).toMatchObject({ status: 0, out: meetingHostJson });
    const run = await cli().run(["compile", "../import.chimepolicy"], { cwd });
    expect(run.err).toContain("error[CP3006]");
    expect(run.err).toContain("at ../import.chimepolicy:1:29");
  });

  it("leaves what lies in node_modules and in hidden folders out of globs", async () => {
    const folder = cli().folder({ "a.chimepolicy": meetingHost, "node_modules/x/b.chimepolicy": misspelt, ".git/c.chimepolicy": misspelt });
    expect(await cli().run(["compile", "**/*.chimepolicy"], { cwd: folder })).toEqual({ status: 0, out: meetingHostJson, err: "" });
  });
});
