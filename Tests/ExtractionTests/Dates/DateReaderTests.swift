import Model
import Testing

@testable import Extraction

@Suite struct DateReaderTests {
  @Test(
    "a field in any usual notation is read to the second, with its zone",
    arguments: [
      ("2024-03-09T08:07:06+01:00", "2024-03-09T08:07:06+01:00", DatedValue.Zone.explicit),
      ("2024-03-09T08:07:06.123Z", "2024-03-09T08:07:06Z", .explicit),
      ("2024-03-09 08:07", "2024-03-09T08:07:00", .absent),
      ("Sat, 09 Mar 2024 08:07:06 GMT", "2024-03-09T08:07:06Z", .explicit),
      ("Sat, 09 Mar 2024 08:07:06 -0430", "2024-03-09T08:07:06-04:30", .explicit),
      ("Sat Mar 09 2024 08:07:06 GMT+0100 (CET)", "2024-03-09T08:07:06+01:00", .explicit),
      ("Sat Mar  9 08:07:06 EST 2024", "2024-03-09T08:07:06-05:00", .explicit),
      ("March 9, 2024 at 8:07 p.m. EST", "2024-03-09T20:07:00-05:00", .explicit),
      ("1709968026", "2024-03-09T07:07:06Z", .explicit),
      ("1709968026000", "2024-03-09T07:07:06Z", .explicit),
      ("20240309", "2024-03-09", .absent), ("20240309080706", "2024-03-09T08:07:06", .absent),
    ])
  func notation(text: String, iso: String, zone: DatedValue.Zone) {
    let value = DateReader().read(text, source: "test")
    #expect(value?.iso == iso)
    #expect(value?.zone == zone)
  }

  @Test(
    "two digits are a year only where they stand as the day does",
    arguments: [
      ("9-Mar-24", "2024-03-09"), ("9 - Mar - 24", "2024-03-09"), ("9 Mar 24", "2024-03-09"),
      ("9. Mar. 24", "2024-03-09"), ("9/Mar/24", "2024-03-09"),
      ("HOLM, June 18 - April 30", nil),
      ("18 - April 30", nil), ("9 Mar - 24 boats", nil), ("9 – March 24", nil),
    ] as [(String, String?)])
  func shortYear(text: String, iso: String?) {
    #expect(DateReader().find(in: text, source: "test")?.date.iso == iso)
  }

  @Test(
    "a date in words is read in the language it is written in",
    arguments: [
      "9. März 2024", "9 mars 2024", "9 de marzo de 2024", "9 marzo 2024", "9 marca 2024",
      "9. března 2024", "9 марта 2024 года", "9 березня 2024", "9 Μαρτίου 2024", "9 Mart 2024",
      "9. maaliskuuta 2024", "2024年3月9日", "2024년 3월 9일", "2024. március 9.", "9 Maret 2024",
      "9 tháng 3, 2024", "9 มีนาคม 2567", "٩ مارس ٢٠٢٤", "9 במרץ 2024", "令和6年3月9日",
      "Mar. 9th, 2024", "9-Mar-24", "09.03.2024", "9/3/2024",
    ])
  func languages(text: String) {
    let reader = DateReader(language: "en-GB")
    #expect(reader.find(in: "· \(text) ·", source: "test")?.date.iso == "2024-03-09")
  }

  @Test("the language decides between day-first and month-first")
  func order() {
    #expect(DateReader(language: "en-US").read("3/9/2024", source: "t")?.iso == "2024-03-09")
    #expect(DateReader(language: "it").read("3/9/2024", source: "t")?.iso == "2024-09-03")
    #expect(DateReader(language: "en-US").read("23/9/2024", source: "t")?.iso == "2024-09-23")
  }

  @Test("no zone is ever added unless one was assumed or the field is GMT")
  func zones() {
    let text = "2024-03-09T08:07:06"
    #expect(DateReader().read(text, source: "t")?.iso == text)
    let assumed = DateReader(assumedZoneMinutes: -330).read(text, source: "t")
    #expect(assumed?.iso == text + "-05:30")
    #expect(assumed?.zone == .assumed)
    let gmt = DateReader(assumedZoneMinutes: 60).read(text, source: "t", isGMT: true)
    #expect(gmt?.iso == text + "Z")
    #expect(gmt?.zone == .gmtField)
  }

  @Test(
    "numbers that name no day are not dates",
    arguments: ["31.02.2024", "Version 10.4.1", "555-1234", "2024-13-01", "May", "", "12:30", "7"])
  func nonsense(text: String) {
    #expect(DateReader().read(text, source: "t") == nil)
  }

  @Test("a found date tells its place in the text")
  func range() throws {
    let text = "Zürich, 9. März 2024 – Neues"
    let found = try #require(DateReader(language: "de").find(in: text, source: "t"))
    #expect(found.date.raw == "9. März 2024")
    #expect(found.range == 9..<22)
  }

  @Test(
    "a URL's path carries the day",
    arguments: ["/2024/03/09/a", "/a-20240309.html", "/2024-03-09-b", "/news/09-03-2024"])
  func url(path: String) {
    #expect(DateReader().readURL("https://example.org\(path)")?.iso == "2024-03-09")
  }
}
