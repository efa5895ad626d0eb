/**
 * A grey picture in place of the camera, which this page may not use: a recruiter who looks at a question is not filmed,
 * and sees it as it is once the camera is on.
 */
export function pretendCamera(): void {
  const devices = { getUserMedia: async () => greyPicture(), enumerateDevices: async () => [] }
  Object.defineProperty(navigator, 'mediaDevices', { value: devices })
}

function greyPicture(): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 480
  const pen = canvas.getContext('2d')
  if (pen) {
    pen.fillStyle = '#5b636b'
    pen.fillRect(0, 0, 640, 480)
    pen.fillStyle = '#8a939b'
    pen.beginPath()
    pen.arc(320, 200, 80, 0, 2 * Math.PI)
    pen.ellipse(320, 440, 160, 140, 0, 0, 2 * Math.PI)
    pen.fill()
  }
  return canvas.captureStream(1)
}
