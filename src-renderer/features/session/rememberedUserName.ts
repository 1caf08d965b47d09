/** The user name of the last person who signed in here, so that only the password is typed. No secret; kept by the page. */
const KEY = "last-user-name";

export function rememberedUserName(): string {
  return window.localStorage.getItem(KEY) ?? "";
}

export function rememberUserName(username: string): void {
  window.localStorage.setItem(KEY, username);
}
