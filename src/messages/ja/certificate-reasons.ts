import { term, unended } from "#messages/wording.js";

/** Node's names for what is wrong with a certificate. */
const REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "自己署名証明書です",
  SELF_SIGNED_CERT_IN_CHAIN: "証明書チェーンに自己署名証明書が含まれています",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "発行者を確認できません",
  UNABLE_TO_GET_ISSUER_CERT: "発行者を確認できません",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "発行者を確認できません",
  CERT_HAS_EXPIRED: "有効期限が切れています",
  CERT_NOT_YET_VALID: "有効期間がまだ始まっていません",
  CERT_REVOKED: "発行者が失効させています（cacrl.pem に記載）",
  UNABLE_TO_GET_CRL: "発行者またはその上位の認証局の失効リストが cacrl.pem にありません",
  CRL_HAS_EXPIRED: "失効リスト（cacrl.pem）の有効期限が切れています",
  CRL_NOT_YET_VALID: "失効リスト（cacrl.pem）の有効期間がまだ始まっていません",
  CRL_SIGNATURE_FAILURE: "失効リスト（cacrl.pem）が発行者のものではありません",
  ERR_TLS_CERT_ALTNAME_INVALID: "別のホスト名に対して発行されています",
};

/** One thing that speaks against a certificate, without a full stop. */
export function reasonSaid(reason: string): string {
  return unended(term(REASONS, reason));
}

/** All of them in a row, the last without its full stop. */
export function reasonsSaid(reasons: readonly string[]): string {
  return reasons.map(reasonSaid).join("。");
}
