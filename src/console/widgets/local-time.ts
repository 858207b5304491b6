/** `21:04:59` where the console is; with the date before it where that is another day. Empty for what is no time. */
export function localTime(time: string, now: Date = new Date()): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "";
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  const sameDay = date.toDateString() === now.toDateString();
  return sameDay ? clock : `${two(date.getMonth() + 1)}-${two(date.getDate())} ${clock}`;
}
