/** The values of conditions, as the families of operators compare them. What is no such value is undefined. */

/** A decimal number. */
export interface Decimal {
  /** As near as a double comes. */
  readonly near: number;
  readonly text: string;
}

/** More digits than any number needs that a service sends; so many still fit a double. */
const longestNumber = 300;

/** Reads an integer or decimal. */
export function parseNumber(text: string): Decimal | undefined {
  return text.length <= longestNumber && /^[+-]?\d+(\.\d+)?$/.test(text) ? { near: Number(text), text } : undefined;
}

/** Less than zero, zero or more, as the first number is less than, equal to or more than the second: exactly, however long they are. */
export function compareNumbers(a: Decimal, b: Decimal): number {
  if (a.near !== b.near) return a.near < b.near ? -1 : 1;
  if (a.text === b.text || (a.text.length < 16 && b.text.length < 16)) return 0;
  const digits = Math.max(fractionLength(a), fractionLength(b));
  const [left, right] = [scaled(a, digits), scaled(b, digits)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function fractionLength({ text }: Decimal): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(number: Decimal, digits: number): bigint {
  const whole = BigInt(number.text.replace(/[+.-]/g, "") + "0".repeat(digits - fractionLength(number)));
  return number.text.startsWith("-") ? -whole : whole;
}

/**
 * Reads W3C's profile of ISO 8601 (https://www.w3.org/TR/NOTE-datetime), in UTC where it names no zone, or seconds since 1970 of at
 * least five digits: four are a year. Gives milliseconds since 1970.
 */
export function parseDate(text: string): number | undefined {
  if (text.length <= longestNumber && /^-?\d{5,}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(?:Z|([+-]\d\d):(\d\d))?)?)?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year = "", month = "01", day = "01", hour = "0", minute = "0", second = "0", fraction = "0", zone = "0", zoneMinutes = "0"] =
    match;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (date.getUTCDate() !== Number(day)) return undefined;
  const offset = Number(zone) * 60 + (zone.startsWith("-") ? -1 : 1) * Number(zoneMinutes);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return date.getTime() + minutes * 60_000 + (Number(second) + Number(fraction)) * 1000;
}

/** Reads `true` or `false`, in any letter case. */
export function parseBoolean(text: string): boolean | undefined {
  const value = text.length > 5 ? "" : text.toLowerCase();
  return value === "true" ? true : value === "false" ? false : undefined;
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Reads base64 with its padding; two texts give the same one where they stand for the same bytes. */
export function parseBinary(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (padding === 0) return text;
  // The last digit before the padding has bits to spare, which say nothing.
  const at = text.length - padding - 1;
  const spare = padding === 2 ? 16 : 4;
  const last = base64[Math.floor(base64.indexOf(text[at]!) / spare) * spare]!;
  return text.slice(0, at) + last + text.slice(at + 1);
}
