import Model
import Testing

@testable import Extraction

@Suite struct DateReaderOrderTests {
  private func read(_ text: String, _ language: String = "en-GB") -> String? {
    DateReader(language: language).read(text, source: "t")?.iso
  }

  @Test(
    "a day in digits or words is read in its order",
    arguments: [
      ("2031-05-06", "2031-05-06"), ("2031/5/6", "2031-05-06"), ("2031.05.06.", "2031-05-06"),
      ("6.5.2031", "2031-05-06"), ("06-05-2031", "2031-05-06"), ("06.05.31", "2031-05-06"),
      ("06/05/70", "1970-05-06"), ("06/05/69", "2069-05-06"), ("May 6, 2031", "2031-05-06"),
      ("May 6th 2031", "2031-05-06"), ("Tue, 6 May 2031", "2031-05-06"),
      ("the 6th of May, 2031", "2031-05-06"), ("6 de mayo de 2031", "2031-05-06"),
      ("6-May-31", "2031-05-06"), ("2031 May 6", "2031-05-06"), ("6 мая 2031 г.", "2031-05-06"),
      ("6 พฤษภาคม 2574", "2031-05-06"), ("令和13年5月6日", "2031-05-06"),
      ("平成31年4月30日", "2019-04-30"), ("2031年5月6日", "2031-05-06"),
      ("ngày 6 tháng 5 năm 2031", "2031-05-06"), ("２０３１年５月６日", "2031-05-06"),
      ("۶ مه ۲۰۳۱", "2031-05-06"), ("६ मई २०३१", "2031-05-06"), ("6 Mai 2031", "2031-05-06"),
    ])
  func forms(text: String, iso: String) {
    #expect(read(text) == iso)
  }

  @Test(
    "there is no such day",
    arguments: [
      "30 February 2031", "29.02.2031", "31 April 2031", "2031-00-10", "2031-05-00", "0 May 2031",
      "32 May 2031", "13/13/2031", "5 May 1799", "5 May 2101", "1.2.3.4", "6.5.31", "10/12",
      "1999-2031", "12-34-5678", "May 2031", "6 May", "19991232",
    ])
  func impossible(text: String) {
    #expect(read(text) == nil)
  }

  @Test("the twenty-ninth of February is a day in leap years only")
  func leapYears() {
    #expect(read("29 February 2032") == "2032-02-29")
    #expect(read("29 February 2000") == "2000-02-29")
    #expect(read("29 February 2100") == nil)
    #expect(read("29 February 2031") == nil)
  }

  @Test(
    "slashes are read month first only in English of America, unless the second number is a month",
    arguments: [
      ("en", "2031-06-05"), ("en-US", "2031-06-05"), ("", "2031-06-05"), ("en-GB", "2031-05-06"),
      ("fr", "2031-05-06"), ("en-AU", "2031-05-06"),
    ])
  func slashes(language: String, iso: String) {
    #expect(read("6/5/2031", language) == iso)
    #expect(read("25/5/2031", language) == "2031-05-25")
    #expect(read("5/25/2031", language) == "2031-05-25")
    #expect(read("6.5.2031", language) == "2031-05-06")
  }

  @Test("Unix times are read in seconds and milliseconds, between 1990 and 2100 only")
  func unix() {
    #expect(read("631152000") == "1990-01-01T00:00:00Z")
    #expect(read("631151999") == nil)
    #expect(read("1935829230") == "2031-05-06T10:20:30Z")
    #expect(read("1935829230123") == "2031-05-06T10:20:30Z")
    #expect(read("1935829230.5") == "2031-05-06T10:20:30Z")
    #expect(read("4102444801000") == nil)
    #expect(read("951782400") == "2000-02-29T00:00:00Z")
    #expect(read("12345678") == nil)
  }

  @Test("the first date of a text is taken, behind numbers that are none")
  func first() {
    let found = DateReader(language: "en-GB").find(
      in: "Room 12, version 3.1: 6 May 2031, not 7 June 2032", source: "t")
    #expect(found?.date.iso == "2031-05-06")
  }

  @Test(
    "the path of an address carries a day or none",
    arguments: [
      ("https://a.example/2031/05/06/x", "2031-05-06"),
      ("https://a.example/20310506-x", "2031-05-06"),
      ("https://a.example/x-06-05-2031", "2031-05-06"), ("https://a.example/2031/05/x", nil),
      ("https://a.example/1899/05/06/x", nil), ("https://a.example/story-12345678", nil),
      ("https://a.example/6-5-2031", nil), ("", nil), ("https://a.example/2099/05/06", nil),
    ])
  func addresses(url: String, iso: String?) {
    #expect(DateReader().readURL(url)?.iso == iso)
  }

  @Test("a date behind four hundred pieces of text is not looked for")
  func limit() {
    let far = String(repeating: "a, ", count: 300) + "6 May 2031"
    #expect(DateReader(language: "en").find(in: far, source: "t") == nil)
  }
}
