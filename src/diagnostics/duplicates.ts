import type { Location } from "../text/source.ts";
import { createDiagnostic, type Diagnostic } from "./diagnostic.ts";

/** A document that a build gives, and where its name is declared. */
export interface NamedDocument {
  readonly name: string;
  readonly location: Location;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: names are unique without regard to case. */
export function duplicateDocuments(documents: readonly NamedDocument[]): readonly Diagnostic[] {
  const first = new Map<string, NamedDocument>();
  return documents.flatMap((document) => {
    const id = document.name.toLowerCase();
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, document);
    if (earlier === undefined || isDeclaredTwice(earlier, document)) return [];
    return [
      createDiagnostic("duplicate-document", { name: document.name }, document.location, {
        help: 'rename one of them, or give it another name with `@name("…")`',
        related: [{ message: "the other one", location: earlier.location }],
      }),
    ];
  });
}

/** Two declarations of one name in one file are reported as that already. */
function isDeclaredTwice({ location: a }: NamedDocument, { location: b }: NamedDocument): boolean {
  return a.source === b.source && a.source.text.slice(a.start, a.end) === b.source.text.slice(b.start, b.end);
}
