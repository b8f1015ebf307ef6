import type { StringLiteral, StringPart } from "../src/ast/source.ts";
import type { Problem } from "./problem.ts";

const simpleEscapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", n: "\n", t: "\t", $: "$" };
const ownName = /^[A-Za-z_][\w-]*$/;

/**
 * The literal that a string token stands for, quotes included in its span: `"a${b}"` becomes text and an
 * interpolation. `end` is where the token ends; a closing quote may be missing.
 */
export function readString(image: string, start: number, report: (problem: Problem) => void): StringLiteral {
  const end = start + image.length;
  // One sign at a time: the engine looks for one alone in a fraction of the time it takes for two, or for whether there is any.
  if (image.indexOf("\\") === -1 && image.indexOf("$") === -1) {
    return { kind: "StringLiteral", start, end, content: closed(image) ? image.slice(1, -1) : image.slice(1) };
  }
  return { kind: "StringLiteral", start, end, content: readContent(image, start, report) };
}

function closed(image: string): boolean {
  return image.length > 1 && image.charCodeAt(image.length - 1) === image.charCodeAt(0);
}

function readContent(image: string, start: number, report: (problem: Problem) => void): StringLiteral["content"] {
  const parts: StringPart[] = [];
  const stop = closed(image) && !endsInEscape(image) ? image.length - 1 : image.length;
  let text = "";
  let from = 1;
  let at = 1;
  const flush = (): void => {
    if (at > from) parts.push({ kind: "TextPart", start: start + from, end: start + at, text });
    text = "";
  };
  while (at < stop) {
    if (image[at] === "\\") {
      const escape = readEscape(image, at, stop);
      if (escape.text === undefined) {
        report({
          slug: "invalid-escape",
          start: start + at,
          end: start + escape.end,
          escape: image.slice(at, escape.end),
          ...adviceOnEscape(image, at, start),
        });
      }
      text += escape.text ?? image.slice(at + 1, escape.end);
      at = escape.end;
    } else if (image.startsWith("${", at)) {
      flush();
      const close = image.indexOf("}", at);
      const end = close === -1 || close >= stop ? stop : close + 1;
      const part = close === -1 || close >= stop ? undefined : readInsertion(image.slice(at + 2, close), start + at);
      if (part === undefined) report(badInsertion(image.slice(at, end), start + at));
      else parts.push(part);
      at = from = end;
    } else {
      let next = at + 1;
      while (next < stop && image[next] !== "\\" && !image.startsWith("${", next)) next++;
      text += image.slice(at, next);
      at = next;
    }
  }
  if (parts.length === 0) return text;
  flush();
  return parts;
}

/** Whether the last quote of an unclosed string belongs to an escape: `"abc\"`. */
function endsInEscape(image: string): boolean {
  let slashes = 0;
  while (image[image.length - 2 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}

function readEscape(image: string, at: number, stop: number): { text: string | undefined; end: number } {
  const letter = at + 1 < stop ? image[at + 1]! : "";
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { text: simple, end: at + 2 };
  const unicode = letter === "u" ? /^\\u\{([0-9A-Fa-f]{1,6})\}/.exec(image.slice(at, at + 11)) : null;
  if (unicode === null) return { text: undefined, end: Math.min(stop, at + 2) };
  const code = Number.parseInt(unicode[1]!, 16);
  const end = at + unicode[0].length;
  return { text: code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code), end };
}

function adviceOnEscape(image: string, at: number, start: number): Pick<Problem, "help" | "remedies"> {
  if (image[at + 1] === "u") return { help: "a character is written `\\u{20AC}`, with its number in braces" };
  const slash = { title: "write `\\\\`", changes: [{ start: start + at, end: start + at, text: "\\" }] };
  return { help: 'the escapes are `\\"`, `\\\\`, `\\n`, `\\t`, `\\$` and `\\u{…}`', remedies: [slash] };
}

/** What stands in `${…}`: a name of ours, or, told apart by a colon or by being `*`, `?` or `$`, a variable of IAM's. */
function readInsertion(inner: string, start: number): StringPart | undefined {
  const end = start + inner.length + 3;
  if (ownName.test(inner)) {
    return { kind: "Interpolation", start, end, name: { kind: "Identifier", start: start + 2, end: end - 1, text: inner } };
  }
  if (inner === "*" || inner === "?" || inner === "$") return { kind: "PolicyVariable", start, end, key: inner };
  const comma = inner.indexOf(",");
  const key = (comma === -1 ? inner : inner.slice(0, comma)).trimEnd();
  if (!key.includes(":") || /['"{}]/.test(key)) return undefined;
  if (comma === -1) return { kind: "PolicyVariable", start, end, key };
  const quoted = inner.slice(comma + 1).trim();
  const value = quoted.slice(1, -1);
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'") || value.includes("'")) return undefined;
  return { kind: "PolicyVariable", start, end, key, default: value };
}

function badInsertion(text: string, start: number): Problem {
  const end = start + text.length;
  const inner = text.slice(2, -1).trim();
  const remedies =
    ownName.test(inner) && text.endsWith("}") ? [{ title: `write \`\${${inner}}\``, changes: [{ start, end, text: `\${${inner}}` }] }] : [];
  return { slug: "invalid-interpolation", start, end, text, remedies, help: "write `\\${` for the two characters themselves" };
}
