import { attach } from "./comments.ts";
import { boxesIn, type Box, type Comment } from "./layout/boxes.ts";
import type { Root } from "./root.ts";

/** Attaches a comment, which knows what is around it, to the box it speaks of. */
export function place(comment: Comment, text: string, root: Root): void {
  const { owners } = root;
  const { box, as, plain } = attach(comment, text, root);
  Object.assign(comment, { leading: as === "leading", trailing: as === "trailing", printed: false, plain });
  (box.comments ??= []).push(comment);
  for (let owner = owners.get(box); owner !== undefined && owner.isCommented !== true; owner = owners.get(owner)) owner.isCommented = true;
}

/** Attaches all comments of a file, each with what is around it as prettier finds it. */
export function placeAll(root: Root, text: string): void {
  const sorted = new Map<Box, readonly Box[]>();
  for (const comment of root.allComments) Object.assign(comment, surroundings(comment, root, sorted));
  for (const comment of root.allComments) place(comment, text, root);
}

type Surroundings = Pick<Comment, "enclosingNode" | "precedingNode" | "followingNode">;

/** The innermost box around a comment, and those beside the comment in it; the file itself counts as none. */
function surroundings({ start, end }: Comment, root: Root, sorted: Map<Box, readonly Box[]>): Surroundings {
  let enclosing: Box | undefined;
  for (;;) {
    const boxes = inTextOrder(enclosing ?? root, sorted);
    const at = firstEndingBehind(boxes, start);
    const next = boxes[at];
    if (next === undefined || end <= next.start)
      return { enclosingNode: enclosing, precedingNode: boxes[at - 1], followingNode: next } as Surroundings;
    enclosing = next;
  }
}

function inTextOrder(box: Box, sorted: Map<Box, readonly Box[]>): readonly Box[] {
  let boxes = sorted.get(box);
  if (boxes === undefined) sorted.set(box, (boxes = boxesIn(box).toSorted((a, b) => a.start - b.start || a.end - b.end)));
  return boxes;
}

/** The place of the first box that does not end before an offset. */
function firstEndingBehind(boxes: readonly Box[], offset: number): number {
  let from = 0;
  for (let to = boxes.length; from < to;) {
    const middle = (from + to) >> 1;
    if (boxes[middle]!.end <= offset) from = middle + 1;
    else to = middle;
  }
  return from;
}
