import ControlAPI
import Testing

@Suite struct QuarantineAnswerTests {
  @Test("a request names ids and reasons without letting one end the target")
  func target() {
    #expect(
      QuarantineAnswer.target("keep", on: ["01A", "b-2"], orAllFor: nil)
        == "/quarantine/keep?job=01A&job=b-2")
    #expect(
      QuarantineAnswer.target("retry", on: [], orAllFor: "a b&c\r\nä")
        == "/quarantine/retry?reason=a%20b%26c%0D%0A%C3%A4")
  }

  @Test("an answer reads back as it was written")
  func json() throws {
    let answer = QuarantineAnswer(done: ["one “file”"], failed: [])
    #expect(try QuarantineAnswer(json: answer.json()) == answer)
  }
}
