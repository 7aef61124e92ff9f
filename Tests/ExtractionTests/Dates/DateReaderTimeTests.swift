import Model
import Testing

@testable import Extraction

@Suite struct DateReaderTimeTests {
  private func read(_ text: String, _ language: String = "en-GB") -> String? {
    DateReader(language: language).read(text, source: "t")?.iso
  }

  @Test(
    "a time of day stands in many forms",
    arguments: [
      ("5 May 2031 7:05", "07:05:00"), ("5 May 2031, 07:05:09", "07:05:09"),
      ("5 May 2031 at 7:05 am", "07:05:00"), ("5 May 2031 at 7:05pm", "19:05:00"),
      ("5 May 2031 12:05 am", "00:05:00"), ("5 May 2031 12:05 pm", "12:05:00"),
      ("5 May 2031 7 p.m.", "19:00:00"), ("5 May 2031 7 a.m.", "07:00:00"),
      ("5 May 2031 14h05", "14:05:00"), ("5 May 2031 14h", "14:00:00"),
      ("5. Mai 2031, 14.05 Uhr", "14:05:00"), ("5 mei 2031 14.05 uur", "14:05:00"),
      ("4 May 2031 24:00", "00:00:00"), ("5 May 2031 14:05:09.123", "14:05:09"),
      ("5 May 2031 14:05:09,123", "14:05:09"), ("14:05 5 May 2031", "14:05:00"),
      ("7:05 p.m. on 5 May 2031", "19:05:00"), ("5 May 2031 19:05 pm", "19:05:00"),
      ("2031年5月5日 14時05分", "14:05:00"), ("2031년 5월 5일 14시05분", "14:05:00"),
    ])
  func forms(text: String, time: String) {
    #expect(read(text) == "2031-05-05T" + time)
  }

  @Test(
    "numbers that are no time leave a day",
    arguments: [
      "5 May 2031 25:05", "5 May 2031 14:75", "5 May 2031 14.05", "5 May 2031 7", "5 May 2031 x 1",
      "5 May 2031 and afterwards somebody said 14:05", "5 May 2031 24:01", "5 May 2031 123:45",
    ])
  func noTime(text: String) {
    #expect(read(text) == "2031-05-05")
  }

  @Test(
    "an offset behind a time is its zone",
    arguments: [
      ("+02:00", "+02:00"), ("-0930", "-09:30"), ("+0000", "Z"), ("GMT+2", "+02:00"),
      ("UTC-3", "-03:00"), ("(GMT+05:30)", "+05:30"), ("-14:59", "-14:59"), ("+1", "+01:00"),
    ])
  func offsets(text: String, zone: String) {
    #expect(read("2031-05-05T10:20:30\(text)") == "2031-05-05T10:20:30" + zone)
  }

  @Test("what is too much for an offset is none", arguments: ["+15:00", "-2060", "+99", "+02:75"])
  func noOffset(text: String) {
    let found = read("2031-05-05T10:20:30\(text)")
    #expect(found == "2031-05-05T10:20:30" || found == "2031-05-05T10:20:30+02:00")
  }

  @Test("the zone stands behind fourteen digits, too")
  func compact() {
    #expect(read("20310505102030") == "2031-05-05T10:20:30")
    #expect(read("20310505102030Z") == "2031-05-05T10:20:30Z")
    #expect(read("20310505992030") == "2031-05-05")
  }

  @Test("an assumed zone is for times only, and never for those that state one")
  func assumed() {
    let reader = DateReader(language: "en-GB", assumedZoneMinutes: 330)
    #expect(reader.read("5 May 2031 10:20", source: "t")?.iso == "2031-05-05T10:20:00+05:30")
    #expect(reader.read("5 May 2031", source: "t")?.iso == "2031-05-05")
    #expect(reader.read("5 May 2031", source: "t")?.zone == .absent)
    #expect(reader.read("5 May 2031 10:20 GMT", source: "t")?.iso == "2031-05-05T10:20:00Z")
    #expect(reader.read("5 May 2031", source: "t", isGMT: true)?.zone == .absent)
    #expect(reader.read("5 May 2031 10:20 EST", source: "t", isGMT: true)?.zone == .explicit)
  }

  @Test("a found time belongs to the stretch that is reported")
  func stretch() throws {
    let text = "Posted at 7:05 pm, 5 May 2031 by us"
    let found = try #require(DateReader(language: "en-GB").find(in: text, source: "t"))
    #expect(found.date.raw == "7:05 pm, 5 May 2031")
    #expect(found.date.iso == "2031-05-05T19:05:00")
    #expect(found.date.source == "t")
    #expect(found.range == 10..<29)
  }
}
