/** Text made safe to stand in HTML, in an attribute or between tags. */
export const escapeHtml = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
