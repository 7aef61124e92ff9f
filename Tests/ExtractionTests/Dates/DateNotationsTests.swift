import Model
import Testing

@testable import Extraction

@Suite struct DateNotationsTests {
  private func read(_ text: String, _ language: String = "en-GB") -> String? {
    DateReader(language: language).read(text, source: "t")?.iso
  }

  @Test(
    "the half of the day is read in the words of its language, before and behind the hour",
    arguments: [
      ("05/06/2031 7:05 p. m.", "es", "19:05:00"), ("05/06/2031 7:05 a. m.", "es", "07:05:00"),
      ("2031. 6. 5. 오후 7:05", "ko", "19:05:00"), ("2031년 6월 5일 오전 7시 5분", "ko", "07:05:00"),
      ("2031年6月5日 下午7:05", "zh", "19:05:00"), ("2031年6月5日 上午7:05", "zh", "07:05:00"),
      ("2031年6月5日 午後7時5分", "ja", "19:05:00"), ("2031年6月5日 午前7時5分", "ja", "07:05:00"),
      ("5/6/2031, 7:05 م", "ar", "19:05:00"), ("5/6/2031, 7:05 ص", "ar", "07:05:00"),
      ("05/06/2031, 7:05 μ.μ.", "el", "19:05:00"), ("05/06/2031, 7:05 π.μ.", "el", "07:05:00"),
      ("5 de junio de 2031, 7:05 de la tarde", "es", "19:05:00"),
    ])
  func halfDays(text: String, language: String, time: String) {
    #expect(read(text, language) == "2031-06-05T" + time)
  }

  @Test(
    "a full stop parts hour and minute behind a word for hours, and nowhere else",
    arguments: [
      ("5.6.2031 klo 19.05", "fi", "2031-06-05T19:05:00"),
      ("5. juni 2031 kl. 19.05", "da", "2031-06-05T19:05:00"),
      ("kl. 19.05, 5. juni 2031", "nb", "2031-06-05T19:05:00"),
      ("5 giugno 2031 ore 19.05", "it", "2031-06-05T19:05:00"),
      ("5. Juni 2031, 19 Uhr", "de", "2031-06-05T19:00:00"),
      ("5 June 2031 19.05", "en-GB", "2031-06-05"),
      ("5 June 2031, 19 people", "en-GB", "2031-06-05"),
    ])
  func hourWords(text: String, language: String, iso: String) {
    #expect(read(text, language) == iso)
  }

  @Test(
    "zones are read by their names, also behind a word for hours",
    arguments: [
      ("UT", "Z"), ("CAT", "+02:00"), ("EAT", "+03:00"), ("WAT", "+01:00"),
      ("Uhr MESZ", "+02:00"), ("Uhr (MEZ)", "+01:00"), ("hrs IST", "+05:30"), ("people", ""),
    ])
  func zones(text: String, zone: String) {
    #expect(read("5 June 2031 19:05 \(text)") == "2031-06-05T19:05:00" + zone)
  }

  @Test(
    "ISO 8601 is read without colons, by weeks and by days of the year",
    arguments: [
      ("20310605T190500Z", "2031-06-05T19:05:00Z"),
      ("20310605T190500+0200", "2031-06-05T19:05:00+02:00"),
      ("20310605T1905Z", "2031-06-05T19:05:00Z"), ("20310605", "2031-06-05"),
      ("2031-W23-4", "2031-06-05"), ("2031W234", "2031-06-05"), ("2031-156", "2031-06-05"),
      ("2031-06-04T24:00:00Z", "2031-06-05T00:00:00Z"), ("2031-12-31 24:00", "2032-01-01T00:00:00"),
      ("2031-06-05T23:59:60Z", "2031-06-05T23:59:59Z"),
    ])
  func iso(text: String, iso: String) {
    #expect(read(text) == iso)
  }

  @Test("what is no week and no day of a year is no date", arguments: ["2031-W54-1", "2031-366"])
  func noISO(text: String) {
    #expect(read(text) == nil)
  }

  @Test(
    "years of other calendars are turned into those of the Gregorian one",
    arguments: [
      ("5 มิ.ย. 2574", "th"), ("5 มิ.ย. 74", "th"), ("5 มิถุนายน พ.ศ. 2574", "th"),
      ("民國120年6月5日", "zh"), ("120/06/05", "zh-TW"), ("1410/03/15", "fa"), ("1410/03/15", "en"),
      ("۱۵ خرداد ۱۴۱۰", "fa"),
      ("令和13年6月5日", "ja"),
    ])
  func calendars(text: String, language: String) {
    #expect(read(text, language) == "2031-06-05")
  }

  @Test(
    "the month is read in capitals, in decomposed letters and where it is named twice",
    arguments: [
      ("5 KASIM 2031", "tr", "11"), ("5 EKİM 2031", "tr", "10"), ("5 ΜΑΡΤΙΟΥ 2031", "el", "03"),
      ("5 ΜΆΡΤΙΟΣ 2031", "el", "03"), ("5 fe\u{301}vrier 2031", "fr", "02"),
      ("5 tha\u{301}ng 3, 2031", "vi", "03"), ("5 فبراير/ شباط 2031", "ar", "02"),
      ("5 تشرين الثاني 2031", "ar", "11"), ("5 تشرين الأول 2031", "ar", "10"),
    ])
  func spellings(text: String, language: String, month: String) {
    #expect(read(text, language) == "2031-\(month)-05")
  }

  @Test(
    "`mar` before another month is Tuesday, and March where no other month follows",
    arguments: [
      ("mar, 04 ott 2031 18:55:00 GMT", "it", "2031-10-04T18:55:00Z"),
      ("mar. 4 févr. 2031", "fr", "2031-02-04"), ("mar 4, 2031", "en", "2031-03-04"),
      ("4 mar 2031", "es", "2031-03-04"),
    ])
  func tuesday(text: String, language: String, iso: String) {
    #expect(read(text, language) == iso)
  }

  @Test(
    "zero times of databases, telephone numbers and parts of longer numbers are no dates",
    arguments: [
      "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000", "1969-12-31T19:00:00-05:00",
      "04.12.21.33.09", "12-04-21-33", "+12.04.21",
    ])
  func noDate(text: String) {
    #expect(read(text) == nil)
  }

  @Test("an archive's address gives the day of the page it keeps, never that of the capture")
  func archive() {
    let reader = DateReader()
    let capture = "https://web.archive.example/web/20330607101112/"
    #expect(reader.readURL(capture + "https://post.example/2031/06/05/ferry")?.iso == "2031-06-05")
    #expect(reader.readURL(capture + "https://post.example/ferry") == nil)
    #expect(reader.readURL(capture + "post.example/ferry") == nil)
    #expect(reader.readURL("https://post.example/20310605/ferry")?.iso == "2031-06-05")
  }

  @Test("a lunar year of an Arabic page is no Iranian one")
  func lunar() {
    #expect(read("1447/10/22", "ar") == nil)
    #expect(read("1447/10/22 - 5/6/2031", "ar") == "2031-06-05")
  }
}
