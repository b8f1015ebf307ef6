import ipaddr from "ipaddr.js";

/** IP addresses that agree in their first bits: `10.0.0.0/8`, or one address. */
export interface Network {
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** Reads an address of IPv4 or IPv6, with or without a prefix length; undefined where the text is none. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const kind = kindOf(address);
  if (kind === undefined) return undefined;
  const bytes = kind.parse(address).toByteArray();
  if (slash < 0) return { bytes, bits: bytes.length * 8 };
  const bits = text.slice(slash + 1);
  return /^\d{1,3}$/.test(bits) && Number(bits) <= bytes.length * 8 ? { bytes, bits: Number(bits) } : undefined;
}

function kindOf(address: string): typeof ipaddr.IPv4 | typeof ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4;
  return address.includes(":") && ipaddr.IPv6.isValid(address) ? ipaddr.IPv6 : undefined;
}

/** Whether every address of the inner network is one of the outer; those of IPv4 and IPv6 have nothing in common. */
export function networkContains(outer: Network, inner: Network): boolean {
  if (outer.bytes.length !== inner.bytes.length || inner.bits < outer.bits) return false;
  const whole = outer.bits >> 3;
  for (let at = 0; at < whole; at++) if (outer.bytes[at] !== inner.bytes[at]) return false;
  const rest = outer.bits & 7;
  return rest === 0 || outer.bytes[whole]! >> (8 - rest) === inner.bytes[whole]! >> (8 - rest);
}

/** The same range, written without the bits that its prefix length leaves open; undefined where it is already, or is no range. */
export function withoutHostBits(text: string): string | undefined {
  const network = parseNetwork(text);
  if (network === undefined || !text.includes("/")) return undefined;
  const bytes = network.bytes.map((byte, index) => byte & (0xff << Math.min(8, Math.max(0, 8 * (index + 1) - network.bits))));
  if (bytes.every((byte, index) => byte === network.bytes[index])) return undefined;
  return `${ipaddr.fromByteArray([...bytes]).toString()}/${network.bits}`;
}
