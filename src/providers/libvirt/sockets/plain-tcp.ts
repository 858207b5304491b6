const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Why a host is not gone to over TCP without TLS; null for this machine, where nobody stands between. */
export function plainTcpProblem(host: string): string | null {
  if (LOOPBACK.test(host)) return null;
  return "tcp encrypts nothing and asks nobody who they are, so only this machine is reached by it; take ssh or tls";
}
