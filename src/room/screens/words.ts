/** Every word a candidate reads, in English. */
export const words = {
  loading: 'One moment…',
  start: 'Start',
  resume: 'Continue where you left off',
  questions: (count: number) => (count === 1 ? '1 question' : `${count} questions`),
  minutes: (count: number) => (count === 1 ? 'about 1 minute' : `about ${count} minutes`),
  retakes: (count: number) =>
    count === 0
      ? 'One attempt per question'
      : `You can record an answer again, up to ${count === 1 ? 'once' : `${count} times`}`,
  pause: 'You can pause between questions, and come back with the same link',
  needs: 'A camera, a microphone and a quiet place',
  until: (date: string) => `Open until ${date}`,
  done: (answered: number, total: number) => `${answered} of ${total} answered`,
  consentHeading: 'Before you begin',
  consent: (company: string) => [
    `Your answers are recorded as video or sound. They are for ${company} to decide on this application, and are watched by the people there who take part in that decision.`,
    'The recordings are encrypted. They are not used to train any software, and no software judges your face, your voice or your words.',
    `You can ask ${company} at any time what is kept about you, and have it deleted.`,
  ],
  agreeBox: 'I have read this and agree to be recorded',
  agree: 'I agree',
  decline: 'Decline',
  declinedHeading: 'You declined',
  declined: (company: string) =>
    `Nothing was recorded. If you would like to apply to ${company} in another way, reply to the invitation you received.`,
  back: 'Go back',
  question: (number: number, total: number) => `Question ${number} of ${total}`,
  thinking: 'Time to think',
  thought: 'Begin when you are ready',
  upTo: (time: string) => `Up to ${time} to answer`,
  preview: 'What your camera sees',
  startRecording: 'Start recording',
  stopRecording: 'Stop recording',
  recording: 'Recording',
  left: (time: string) => `${time} left`,
  secondsLeft: (seconds: number) => `${seconds} seconds left`,
  timeUp: 'The time was up. Your answer was recorded until then.',
  ownAnswer: 'Your answer',
  use: 'Use this answer',
  retake: 'Retake',
  retakeLeft: (count: number) =>
    count === 0 ? 'No retakes left' : count === 1 ? '1 retake left' : `${count} retakes left`,
  kept: 'Your answer is in.',
  next: 'Next question',
  finish: 'Continue',
  interruptedHeading: 'The recording was interrupted',
  interrupted: {
    'camera-lost': 'The camera or microphone went away: a call, another app, or a cable.',
    'recorder-failed': 'The browser stopped recording.',
    'no-data': 'The browser delivered no pictures any more.',
    'page-closed': 'The page was closed or reloaded while you were recording.',
  },
  nothingLost: (time: string) => `Nothing is lost: ${time} of your answer is kept, and this does not count as a take.`,
  goOn: 'Continue this answer',
  elsewhere: 'This recording is kept, but can no longer be played here.',
  cameraAsking: 'Please allow the camera and the microphone',
  cameraDenied: 'The camera or microphone is blocked. Allow both in the address bar of your browser, then try again.',
  cameraMissing: 'No camera or microphone was found. Connect one, then try again.',
  cameraBusy: 'The camera is used by another program. Close it, then try again.',
  cameraUnsupported: 'This browser cannot record. Open the link in Chrome, Edge, Firefox or Safari.',
  tryAgain: 'Try again',
  notHere: 'This kind of question cannot be answered here yet. You can go on.',
  reviewHeading: 'Ready to submit?',
  review: 'These are your answers. Once submitted, they cannot be changed.',
  answered: 'Answered',
  unanswered: 'Not answered',
  submit: 'Submit interview',
  submitWaits: 'Your answers are still on their way. You can submit as soon as they are saved.',
  submitFailed: 'That did not work. Your answers are safe; please try again.',
  doneHeading: 'Thank you',
  received: (company: string) => `Your interview was submitted. ${company} will be in touch with you.`,
  closeTab: 'You can close this page.',
  expiredHeading: 'This interview is closed',
  expired: (company: string) =>
    `The time to answer has passed. If you need longer, ask ${company} by replying to the invitation.`,
  earlyHeading: 'Not open yet',
  early: (date: string) => `This interview opens on ${date}. Come back then with the same link.`,
  withdrawnHeading: 'This interview was withdrawn',
  unknownHeading: 'This link does not work',
  unknown: 'It may have been replaced by a newer one, or withdrawn. Please use the link in your latest letter.',
  offlineHeading: 'The server cannot be reached',
  offline: 'Check your connection. This page tries again by itself.',
  saved: 'Saved',
  saving: (count: number) => (count > 1 ? `Saving… ${count} parts to go` : 'Saving…'),
  waiting: (count: number) =>
    `No connection right now. ${count === 1 ? '1 part is' : `${count} parts are`} kept on this device and sent as soon as it is back.`,
  refused: 'This link no longer works, so the rest could not be sent. It is kept on this device.',
  stuck: 'A part of a recording was not accepted. Please record that answer again.',
  shareUnknown: 'It may have expired or been withdrawn. Ask the person who sent it for a new one.',
  unplayable: 'This answer cannot be played. What was uploaded is kept.',
  preparing: 'This answer is being prepared and will be here in a moment.',
  memoryOnly: 'This browser keeps nothing on disk. Leave this page open until everything is saved.',
  noRoom: 'This device has no room left. Leave this page open until everything is saved.',
}

/** 1:05 */
export function clock(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 0)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** In the candidate's own time zone, which it names. */
export const ownTime = (moment: string) =>
  new Date(moment).toLocaleString(undefined, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
