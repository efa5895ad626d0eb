import { explanation, type Agreement as Given } from '../contract.ts'
import { Chart } from './chart.tsx'
import { alphaOf, meaningOf } from './words.ts'

type Row = { name: string; answers: number; alpha: number | null }

/** How far reviewers agree beyond chance, by criterion. */
export function Agreement({ agreement }: { agreement: Given | null }) {
  const title = 'Reviewer agreement'
  if (agreement === null)
    return (
      <Chart title={title} needs="Needs 5 interviews that two or more have reviewed, each before seeing the other." />
    )
  const { interviews, answers, interval, criteria, newest } = agreement
  const rows = [
    { name: 'All marks together', answers, alpha: interval },
    ...criteria.map(({ name, levels, ordinal, answers }) => ({
      name: `${name} (1–${levels})`,
      answers,
      alpha: ordinal,
    })),
  ]
  const table = {
    headings: ['Criterion', 'Levels', 'Interviews', 'Answers', 'Alpha, ordinal', 'Alpha, interval', 'Agreement'],
    rows: [
      ['All', null, String(interviews), String(answers), null, alphaOf(interval), meaningOf(interval)],
      ...criteria.map((each) => [
        ...[each.name, String(each.levels), String(each.interviews), String(each.answers)],
        ...[alphaOf(each.ordinal), alphaOf(each.interval), meaningOf(each.ordinal)],
      ]),
    ],
    words: 1,
  }
  const finding =
    interval === null
      ? `Agreement ${meaningOf(null)}.`
      : `Together alpha is ${alphaOf(interval)}: ${meaningOf(interval)}. It rests on ${answers} answers of ${interviews} interviews.`
  return (
    <Chart title={title} finding={finding} table={table}>
      <Dots rows={rows} />
      <p class="hint">
        Krippendorff's alpha: 1 is full agreement, 0 is what chance gives. From 0.8 on it is good, from 0.667 on good
        for tentative conclusions: the two shades. Reviews in which somebody saw the others first do not count; of more
        than {newest} interviews the last count. <a href={explanation}>Formula and limits</a>
      </p>
    </Chart>
  )
}

/** On a line from 0 to 1, with the two bounds; what is less than chance stands at 0 and says what it is. */
function Dots({ rows }: { rows: Row[] }) {
  const words = rows.map(({ name, alpha }) => `${name}: ${alphaOf(alpha)}, ${meaningOf(alpha)}`).join('; ')
  return (
    <figure class="bars" role="img" aria-label={words}>
      {rows.map(({ name, alpha }) => (
        <div class="bar-row" key={name}>
          <span>{name}</span>
          <b>
            {alphaOf(alpha)} {alpha !== null && meaningOf(alpha)}
          </b>
          <svg width="100%" height="20" aria-hidden="true">
            <rect class="dots-tentative" x="66.7%" width="13.3%" height="20" />
            <rect class="dots-good" x="80%" width="20%" height="20" />
            <line class="axis" x2="100%" y1="10" y2="10" />
            {alpha !== null && (
              <circle class="bar" cx={`${100 * Math.max(0.02, Math.min(0.98, alpha))}%`} cy="10" r="7" />
            )}
          </svg>
        </div>
      ))}
    </figure>
  )
}
