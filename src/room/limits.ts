/** One chunk is a second or two; 4 MB of it would be 16 Mbit/s. */
export const chunkLimit = 4 * 1024 * 1024

/** What a fast line is measured by. */
export const probeLimit = 512 * 1024

/** Segments are only begun after a fault, or to go down in quality. */
export const segmentsLimit = 100

/** Takes cut off by a fault are free, and still not without end. */
export const freeTakesLimit = 20

/** What counts as the length of an answer without a limit of time, for its size: at our own bitrates it is many hours. */
export const untimedSeconds = 3600

/** 8 Mbit/s for as long as may be answered, and a minute for clocks that differ. */
export const takeLimit = (maxAnswerSeconds: number) => (maxAnswerSeconds + 60) * 1_000_000

/** All takes of all questions, each of them twice: some will break off, most will be much smaller. */
export const interviewLimit = (questions: { seconds: number; takes: number }[]) =>
  questions.reduce((sum, { seconds, takes }) => sum + takeLimit(seconds) * takes * 2, 0)

/** Larger than most applications, smaller than a video. */
export const fileLimit = 10 * 1024 * 1024

/** A still is some ten kilobytes. */
export const posterLimit = 64 * 1024
