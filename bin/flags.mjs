// V8 sizes its heap by the machine, and on a large one lets half a gigabyte of garbage lie. The server needs some 50 MB;
// recordings never pass through this heap as a whole.
export const serverFlags = ['--max-semi-space-size=32', '--max-old-space-size=512']
