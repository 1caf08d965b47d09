/** The people of the demo, as the contract names them. */
import { ROLE_PERMISSIONS, type Role } from "#shared/domain/permissions.ts";
import type { User } from "#shared/contract/session.ts";
import { idOf } from "./ids.ts";

function user(number: number, username: string, displayName: string, role: Role): User {
  return {
    id: idOf("user", number),
    username,
    displayName,
    roles: [role],
    permissions: [...ROLE_PERMISSIONS[role]],
    locale: "en",
    totpEnrolled: false,
    mustChangePassword: false,
    administrators: ["Yuen Wai Lam"],
  };
}

export const OPERATOR = user(1, "operator", "Cheung Mei Yan", "OPERATOR");
export const OPERATOR2 = user(2, "operator2", "Tong Kai Yin", "OPERATOR");
export const SUPERVISOR = user(3, "supervisor", "Ho Chi Fung", "SUPERVISOR");
export const SUPERVISOR2 = user(4, "supervisor2", "Siu Ka Man", "SUPERVISOR");
export const EXECUTOR = user(5, "executor", "Ng Tsz Kit", "EXECUTOR");
export const AUDITOR = user(6, "auditor", "Lam Pui Shan", "AUDITOR");

export const personOf = (one: User) => ({ id: one.id, name: one.displayName });
