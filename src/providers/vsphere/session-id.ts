import { createHash } from "node:crypto";

/**
 * What a session is called outside the server: lower-case hex SHA-256 of its key (UserSession.key). On some servers the key
 * is the cookie that opens the session; it is written down nowhere.
 */
export function sessionId(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex");
}
