import ipaddr from "ipaddr.js";
import type { Ranges } from "./ranges.ts";

const fractionDigits = 20;

/** Where a decimal number stands on the line of numbers, exactly; undefined for what is none, or is too long to tell. */
export function positionOfNumber(text: string): bigint | undefined {
  const [, sign, whole, fraction = ""] = /^([+-]?)(\d{1,40})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > fractionDigits) return undefined;
  const size = BigInt(whole + fraction.padEnd(fractionDigits, "0")) * 2n;
  return sign === "-" ? -size : size;
}

/**
 * Where a date stands on the line of time; undefined for what is none, has no zone, or is finer than a millisecond.
 * https://www.w3.org/TR/NOTE-datetime, or seconds since 1970
 */
export function positionOfDate(text: string): bigint | undefined {
  const seconds = /^(-?\d{5,12})(?:\.(\d{1,3}))?$/.exec(text);
  if (seconds !== null) return BigInt(`${seconds[1]}${(seconds[2] ?? "").padEnd(3, "0")}`) * 2n;
  if (!/^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : BigInt(moment) * 2n;
}

/** Where IPv6 begins on the line of all addresses, behind the last one of IPv4. */
const startOfV6 = 1n << 40n;

/** The addresses of a network such as `10.0.0.0/8`, or one address. Neighbours touch: nothing lies between two addresses. */
export function positionsOfNetwork(text: string): Ranges | undefined {
  const [address = "", bits] = text.split("/");
  if (!ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const bytes = parsed.toByteArray();
  const width = BigInt(bytes.length * 8);
  const hostBits = width - BigInt(bits ?? width);
  if (hostBits < 0n) return undefined;
  const value = BigInt(`0x${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`);
  const first = (parsed.kind() === "ipv4" ? 0n : startOfV6) + ((value >> hostBits) << hostBits);
  return [[first * 2n, (first + (1n << hostBits)) * 2n - 1n]];
}
