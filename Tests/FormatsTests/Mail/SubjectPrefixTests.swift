import Formats
import Model
import Testing

@Suite("Marks of answers and of what was sent on")
struct SubjectPrefixTests {
  private func headline(_ subject: String) throws -> String? {
    let message =
      "From: Ida Fenwick <ida@a.example>\nSubject: \(subject)\nDate: Mon, 03 Feb 2031 08:00:00 +0000\n"
      + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
      + prose.joined(separator: "\n\n") + "\n"
    return try read(message).first?.article?.headline
  }

  @Test(
    "they are not part of the headline, in any language, and however often they stand there",
    arguments: [
      "Re: ", "FWD: ", "Fw: Re: ", "WG: AW: ", "RV: ", "ENC: RES: ", "Tr : ", "R: I: ", "VB: Sv: ",
      "VS: ", "Odp: PD: ", "Továbbítás: ", "YNT: İLT: ", "Trs: ", "Отв: ", "转发: ", "回复：", "転送: ",
      "RE[2]: ",
    ])
  func marks(mark: String) throws {
    #expect(try headline(mark + "Pier: repairs begin") == "Pier: repairs begin")
  }

  @Test(
    "words of a headline before a colon stay",
    arguments: ["Pier: repairs begin", "On the quay: repairs begin", "Trio: three piers", "Re:"])
  func words(subject: String) throws {
    #expect(try headline(subject) == subject)
  }
}
