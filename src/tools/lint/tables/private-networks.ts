import { parseNetwork } from "../../../iam/networks.ts";

/**
 * Ranges that no request from the internet comes from, 2026-11: RFC 1918 (private), RFC 6598 (shared), RFC 3927 (link-local), loopback; RFC 4193 and
 * RFC 4291 for IPv6. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
export const privateNetworks = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
].map((text) => parseNetwork(text)!);
