import type { Annotation, Declaration, Expectation, Module, Statement } from "../../ast/source.ts";
import type { Report } from "../../diagnostics/collector.ts";
import { codes, findCode } from "../../diagnostics/codes/index.ts";
import type { Suppression } from "../../diagnostics/suppress.ts";
import { didYouMean, suggest } from "../../text/suggest.ts";
import { locate, type Span } from "../../text/source.ts";

/** The annotations there are, how many arguments each takes, and where it may stand. */
const known: Readonly<Record<string, { readonly arguments: number; readonly on: "document" | "anything" }>> = {
  name: { arguments: 1, on: "document" },
  path: { arguments: 1, on: "document" },
  description: { arguments: 1, on: "document" },
  suppress: { arguments: 2, on: "anything" },
};

/** Checks every annotation of a module and returns its suppressions. */
export function readAnnotations(module: Module, report: Report): readonly Suppression[] {
  const suppressions: Suppression[] = [];
  const read = (annotations: readonly Annotation[], target: Span, isDocument: boolean): void => {
    if (annotations.length === 0) return;
    const seen = new Set<string>();
    for (const annotation of annotations) {
      const { name } = annotation;
      const location = locate(module.source, annotation);
      const rule = Object.hasOwn(known, name.text) ? known[name.text] : undefined;
      if (rule === undefined) {
        const near = suggest(name.text, Object.keys(known));
        report("unknown-annotation", { name: name.text }, locate(module.source, name), {
          help: didYouMean(near) ?? "there are `@name`, `@path`, `@description` and `@suppress`",
        });
      } else if (rule.on === "document" && !isDocument)
        report("wrong-annotation", { name: name.text, problem: "goes before a policy or role" }, location);
      else if (name.text !== "suppress" && seen.has(name.text))
        report("wrong-annotation", { name: name.text, problem: "stands here twice" }, location);
      else if (annotation.arguments.length !== rule.arguments) reportCount(annotation, rule.arguments, report, module);
      else if (name.text === "suppress") {
        const suppression = readSuppression(annotation, target, module, report);
        if (suppression !== undefined) suppressions.push(suppression);
      } else checkText(annotation, module, report);
      seen.add(name.text);
    }
  };
  const readBody = (body: readonly (Statement | Expectation)[]): void => {
    for (const item of body) {
      read(item.annotations, item, false);
      if (item.kind === "BlockStatement") readBody(item.body);
    }
  };
  for (const declaration of module.declarations) {
    read(declaration.annotations, declaration, declaration.kind === "PolicyDeclaration" || declaration.kind === "RoleDeclaration");
    if ("body" in declaration) readBody(declaration.body);
  }
  return suppressions;
}

function reportCount(annotation: Annotation, wanted: number, report: Report, module: Module): void {
  const { text } = annotation.name;
  const problem =
    text === "suppress" && annotation.arguments.length === 1 ? "needs a reason" : `takes ${wanted === 1 ? "one text" : `${wanted} texts`}`;
  const help = text === "suppress" ? 'write `@suppress("unknown-action", "why this is right")`' : `write \`@${text}("…")\``;
  report("wrong-annotation", { name: text, problem }, locate(module.source, annotation), { help });
}

function readSuppression(annotation: Annotation, target: Span, module: Module, report: Report): Suppression | undefined {
  const [slug, reason] = [annotationText(annotation, 0), annotationText(annotation, 1)];
  const location = locate(module.source, annotation.arguments[0]!);
  if (slug === undefined || reason === undefined) return undefined;
  if (reason.trim() === "") {
    report("wrong-annotation", { name: "suppress", problem: "needs a reason" }, locate(module.source, annotation.arguments[1]!));
    return undefined;
  }
  const found = findCode(slug);
  if (found === undefined) {
    const near = suggest(slug, Object.keys(codes));
    report("unknown-suppression", { slug }, location, { help: didYouMean(near) });
    return undefined;
  }
  if (found.definition.suppressible !== true) {
    report("unsuppressible", { slug: found.slug }, location);
    return undefined;
  }
  return { slug: found.slug, target: locate(module.source, target), location: locate(module.source, annotation) };
}

function checkText(annotation: Annotation, module: Module, report: Report): void {
  const text = annotationText(annotation, 0);
  const location = locate(module.source, annotation.arguments[0]!);
  const { text: name } = annotation.name;
  if (text === undefined) return report("wrong-annotation", { name, problem: "takes a plain text, without `${…}`" }, location);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  if (name === "name" && !/^[\w+=,.@-]{1,128}$/.test(text))
    report("wrong-annotation", { name, problem: "takes 1 to 128 letters, digits and `_+=,.@-`" }, location);
  if (name === "path" && (text.length > 512 || !/^\/([A-Za-z0-9.,+@=_-]+\/)*$/.test(text))) {
    report("wrong-annotation", { name, problem: "takes a text that begins and ends with `/`" }, location);
  }
  if (name === "description" && text.length > 1000)
    report("wrong-annotation", { name, problem: "takes at most 1,000 characters" }, location);
}

/** The text of an argument of an annotation; undefined when it is missing or not plain. */
export function annotationText(annotation: Annotation, index: number): string | undefined {
  const content = annotation.arguments[index]?.content;
  return typeof content === "string" ? content : undefined;
}

/** The text of an annotation of a declaration by its name. */
export function annotationOf(declaration: Declaration, name: string): string | undefined {
  const annotation = declaration.annotations.find((one) => one.name.text === name);
  return annotation === undefined ? undefined : annotationText(annotation, 0);
}
