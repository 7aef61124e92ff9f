import ControlAPI
import Testing

@Suite struct HTTPAnswerTests {
  private func read(_ text: String, ends: Bool = false, pieceCount: Int = .max) -> HTTPAnswer {
    var answer = HTTPAnswer()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      answer.append(Array(rest.prefix(pieceCount)))
      rest = rest.dropFirst(pieceCount)
    }
    if ends { answer.finish() }
    return answer
  }

  @Test("an answer with a length is complete at its last byte", arguments: [1, 2, 3, 7, 1_000])
  func length(pieceCount: Int) {
    let text = "HTTP/1.1 200 OK\r\nContent-Type: a\r\ncontent-length:  5\r\n\r\nhello"
    let answer = read(text, pieceCount: pieceCount)
    #expect(answer.isComplete)
    #expect(answer.status == 200)
    #expect(answer.body == Array("hello".utf8))
    #expect(!read(String(text.dropLast()), pieceCount: pieceCount).isComplete)
  }

  @Test("chunks are joined, their extensions and the trailer skipped", arguments: [1, 2, 5, 1_000])
  func chunks(pieceCount: Int) {
    let text =
      "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"
    let answer = read(text, pieceCount: pieceCount)
    #expect(answer.isComplete)
    #expect(answer.status == 404)
    #expect(answer.body == Array("abc0123456789".utf8))
    #expect(!read(String(text.dropLast(2)), pieceCount: pieceCount).isComplete)
  }

  @Test("without a length the body goes to the end of the stream")
  func untilEnd() {
    let text = "HTTP/1.0 200 OK\n\nall of it"
    #expect(!read(text).isComplete)
    #expect(read(text, ends: true).isComplete)
    #expect(read(text, ends: true).body == Array("all of it".utf8))
  }

  @Test("a stream that ends early is no answer")
  func endsEarly() {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"
    let answer = read(text, ends: true)
    #expect(!answer.isComplete)
    #expect(!answer.wantsMore)
  }

  @Test(
    "what is not HTTP is refused at once",
    arguments: [
      "SSH-2.0-x\r\n", "HTTP/1.1 abc OK\r\n", "HTTP/1.1 99 OK\r\n", "HTTP/1.1\r\n",
      "HTTP/1.1 200 OK\r\nno colon\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
    ])
  func refused(text: String) {
    let answer = read(text)
    #expect(!answer.wantsMore)
    #expect(!answer.isComplete)
  }

  @Test("a head without an end is refused at its limit, whether one line or many")
  func endlessHead() {
    let line = "HTTP/1.1 200 OK\r\nx: " + String(repeating: "a", count: HTTPAnswer.headByteLimit)
    #expect(!read(line).wantsMore)
    let many = "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 4_000)
    #expect(!read(many).wantsMore)
  }
}
