import { parseNetwork } from "../networks.ts";
import { parseDate, parseNumber } from "../values.ts";
import type { Ranges } from "./ranges.ts";

const fractionDigits = 40;

/** Where a decimal number stands on the line of numbers, exactly; undefined for what is none, or too fine to tell. */
export function positionOfNumber(text: string): bigint | undefined {
  if (parseNumber(text) === undefined) return undefined;
  const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(".");
  if (fraction.length > fractionDigits) return undefined;
  const size = BigInt(whole + fraction.padEnd(fractionDigits, "0")) * 2n;
  return text.startsWith("-") ? -size : size;
}

/** Where a date stands on the line of time; undefined for what is none, or finer than a millisecond. */
export function positionOfDate(text: string): bigint | undefined {
  const milliseconds = parseDate(text);
  return milliseconds === undefined || !Number.isSafeInteger(milliseconds) ? undefined : BigInt(milliseconds) * 2n;
}

/** Where IPv6 begins on the line of all addresses, behind the last one of IPv4. */
const startOfV6 = 1n << 40n;

/** The addresses of a network such as `10.0.0.0/8`, or one address. Neighbours touch: nothing lies between two addresses. */
export function positionsOfNetwork(text: string): Ranges | undefined {
  const network = parseNetwork(text);
  if (network === undefined) return undefined;
  const { bytes, bits } = network;
  const hostBits = BigInt(bytes.length * 8 - bits);
  const address = bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const first = (bytes.length === 4 ? 0n : startOfV6) + ((address >> hostBits) << hostBits);
  return [[first * 2n, (first + (1n << hostBits)) * 2n - 1n]];
}
