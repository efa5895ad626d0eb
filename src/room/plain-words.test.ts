import { expect, test } from 'vitest'
import { plainWords } from './plain-words.ts'

test.each([
  ['Why us?', 'Why us?'],
  ['<p>First.</p><p>Second &amp; last.</p>', 'First.\nSecond & last.'],
  ['Read:<ul><li>one</li><li>two</li></ul>', 'Read:one\ntwo'],
  ['a<br>b<br/>c', 'a\nb\nc'],
  ['1 &lt; 2 &amp;&amp; "x"', '1 < 2 && "x"'],
  ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['<b>bold</b> <a href="https://example.com">link</a>', 'bold link'],
])('%j', (html, words) => {
  expect(plainWords(html)).toBe(words)
})
