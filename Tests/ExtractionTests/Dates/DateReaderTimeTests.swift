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

  @Test(
    "halves of the day are known in many languages, before the hour and behind it",
    arguments: [
      ("5 Μαΐου 2031, 7:05 μμ", "el", "19:05:00"), ("5 मई 2031, शाम 7:05 बजे", "hi", "19:05:00"),
      ("5 मई 2031, रात 12:05", "hi", "00:05:00"), ("2031/05/05 PM 7:05", "ko", "19:05:00"),
      ("5 мая 2031, 7:05 вечера", "ru", "19:05:00"), ("2031年5月5日 中午11:05", "zh", "11:05:00"),
      ("5 maggio 2031, 7:05 di sera", "it", "19:05:00"),
      ("5 de mayo de 2031, 7:05 será", "es", "07:05:00"),
    ])
  func halfDays(text: String, language: String, time: String) {
    #expect(read(text, language) == "2031-05-05T" + time)
  }

  @Test(
    "hours and minutes stand with the words of many languages",
    arguments: [
      ("5.05.2031 r., godz. 9.05", "pl", "09:05:00"), ("5. 5. 2031 9.05", "cs", "09:05:00"),
      ("5 mai 2031 à 9 heures 05", "fr", "09:05:00"),
      ("5 мая 2031 г. в 9 ч. 05 мин.", "ru", "09:05:00"),
      ("05 mag 2031 - h 9.05", "it", "09:05:00"), ("5 травня 2031, 9.05", "uk", "09:05:00"),
      ("den 5 maj 2031 klockan 9.05", "sv", "09:05:00"), ("5.5.31 – 9 Uhr", "de", "09:00:00"),
      ("二〇三一年五月五日 9:05", "zh", "09:05:00"), ("datetime.datetime(2031, 5, 5, 9, 5)", "", "09:05:00"),
      ("2031:05:05 09:05:00", "", "09:05:00"), ("May 5, 2031, noon", "en", "12:00:00"),
      ("9:05 a.m. ET May 5, 2031", "en", "09:05:00-04:00"),
      ("Published 9.05 BST, Mon 5 May 2031", "en-GB", "09:05:00+01:00"),
    ])
  func words(text: String, language: String, time: String) {
    #expect(read(text, language) == "2031-05-05T" + time)
  }

  @Test(
    "days stand with months in figures of Rome, written numbers and two names",
    arguments: [
      ("2031. V. 5., hétfő", "hu"), ("05 Tháng Năm, 2031", "vi"), ("5 مايو (أيار) 2031", "ar"),
      ("民國 120 年 5 月 5 日", "zh"), ("R13.5.5", "ja"), ("5 трав. 2031", "uk"),
    ])
  func months(text: String, language: String) {
    #expect(read(text, language) == "2031-05-05")
  }

  @Test("a moment in the form of servers is read")
  func wrapped() {
    #expect(read("/Date(1935738300000+0200)/") == "2031-05-05T09:05:00Z")
  }
}
