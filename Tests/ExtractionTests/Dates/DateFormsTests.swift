import Model
import Testing

@testable import Extraction

/// The day forms, half-days and feed forms of many languages, all on invented days.
@Suite struct DateFormsTests {
  private func read(_ text: String, _ language: String) -> String? {
    DateReader(language: language).read(text, source: "t")?.iso
  }

  @Test(
    "a day as a language prints it",
    arguments: [
      ("lv", "2031. gada 9. martā", "03"), ("lv", "Svētdiena, 2031. gada 9. marts", "03"),
      ("lt", "2031 m. spalio 9 d.", "10"), ("lt", "2031 M. SPALIO 9 D.", "10"),
      ("lt", "9 spal. 2031", "10"), ("hy", "2031 թ. ապրիլի 9, չորեքշաբթի", "04"),
      ("kk", "2031 ж. 9 мамыр, жұма", "05"), ("ky", "2031-жылдын 9-июну", "06"),
      ("uz", "2031-yil 9-avgust", "08"), ("uz", "9-avgust, 2031", "08"),
      ("mn", "2031 оны 7-р сарын 9", "07"), ("mn", "2031 оны 7 сарын 9", "07"),
      ("mn", "2031 оны долоодугаар сарын 9", "07"), ("eu", "2031ko maiatzaren 9a", "05"),
      ("eu", "2031(e)ko maiatzaren 9(a)", "05"), ("te", "9 మార్చి, 2031", "03"),
      ("ml", "2031, മാർച്ച് 9", "03"), ("kn", "ಮಾರ್ಚ್ 9, 2031", "03"), ("gu", "9 માર્ચ, 2031", "03"),
      ("pa", "9 ਮਾਰਚ 2031", "03"), ("lo", "9 ມີນາ 2031", "03"),
      ("km", "ថ្ងៃទី៩ ខែមេសា ឆ្នាំ២០៣១", "04"), ("my", "၂၀၃၁၊ မတ် ၉", "03"),
      ("am", "9 ማርች 2031", "03"), ("cy", "9 Mehefin 2031", "06"), ("ga", "9 Meitheamh 2031", "06"),
      ("mr", "९ जानेवारी, २०३१", "01"), ("ne", "2031 डिसेम्बर 9", "12"), ("ckb", "9ی ئازاری 2031", "03"),
      ("mt", "9 ta’ Awwissu 2031", "08"), ("gl", "9 de xuño de 2031", "06"),
      ("af", "9 Junie 2031", "06"), ("sl", "petek, 9. julij 2031", "07"),
      ("sr", "9. oktobar 2031.", "10"), ("mk", "9 јуни 2031 г.", "06"),
      ("fr-ca", "9 juill. 2031", "07"),
      ("th", "9 พ.ย. 2031", "11"), ("th", "9 พ.ค. 2574", "05"), ("ar-ma", "9 شتنبر 2031", "09"),
      ("ar", "09‏/03‏/2031", "03"), ("he", "9 בספט׳ 2031", "09"),
      ("hi", "9 जन॰ 2031", "01"), ("bn", "9 এপ্রি, 2031", "04"), ("ta", "9 செப்., 2031", "09"),
      ("az", "9 noy 2031", "11"), ("ka", "9 აგვ. 2031", "08"), ("hr", "9. ožu 2031.", "03"),
      ("sq", "9 qer 2031", "06"), ("be", "9 кра 2031", "04"), ("ms", "9 Ogos 2031", "08"),
      ("fil", "9 Hul 2031", "07"), ("hi", "9 जन 31", "01"),
    ])
  func days(language: String, text: String, month: String) {
    #expect(read(text, language) == "2031-\(month)-09", "\(text)")
  }

  @Test(
    "an hour of twelve belongs to the half of the day that a word names",
    arguments: [
      ("en", "9 March 2031, 4:10 in the afternoon", "16:10"),
      ("fr", "9 mars 2031, 4 h 10 de l’après-midi", "16:10"),
      ("bg", "9 март 2031, 4:10 следобед", "16:10"), ("ro", "9 martie 2031, 8:10 seara", "20:10"),
      ("hr", "9. ožujka 2031., 4:10 popodne", "16:10"),
      ("pl", "9 marca 2031, 4:10 po południu", "16:10"),
      ("pl", "9 marca 2031, 9:10 przed południem", "09:10"),
      ("cs", "9. března 2031, 4:10 odp.", "16:10"),
      ("fi", "9.3.2031 klo 4.10 ip.", "16:10"), ("is", "9. mars 2031, 4:10 e.h.", "16:10"),
      ("uk", "9 березня 2031, 4:10 пп", "16:10"),
      ("tr", "9 Mart 2031, öğleden sonra 4:10", "16:10"),
      ("ar", "9 مارس 2031، 4:10 بعد الظهر", "16:10"), ("ur", "9 مارچ 2031، شام 6:10 بجے", "18:10"),
      ("vi", "9/3/2031, 8 giờ 10 phút tối", "20:10"), ("th", "9 มีนาคม 2574 บ่าย 2:10 น.", "14:10"),
      ("ta", "9 மார்ச் 2031, பிற்பகல் 4:10", "16:10"), ("ta", "9 மார்ச் 2031, இரவு 8:10", "20:10"),
      ("hu", "2031. március 9. de. 12:10", "00:10"), ("ms", "9 Mac 2031, 8.10 malam", "20:10"),
      ("cs", "9. března 2031 ve 20.10 hodin", "20:10"),
      ("hu", "2031. március 9., 20 óra 8 perc", "20:08"),
      ("lt", "2031 m. kovo 9 d. 20.10 val.", "20:10"),
      ("lv", "2031. gada 9. marts, plkst. 20.10", "20:10"),
    ])
  func halfDays(language: String, text: String, time: String) {
    #expect(read(text, language) == "2031-03-09T\(time):00", "\(text)")
  }

  @Test(
    "feeds put a language's names into the form of mail",
    arguments: [
      ("hr", "sub, 08 sij 2031 10:20:00 +0100", "01"),
      ("hr", "sub, 08 ožu 2031 10:20:00 +0100", "03"),
      ("hr", "pet, 08 lis 2031 10:20:00 +0100", "10"), ("ja", "火, 08 2月 2031 10:20:00 +0100", "02"),
      ("ko", "화, 08 2월 2031 10:20:00 +0100", "02"),
      ("zh-tw", "週二, 08 二月 2031 10:20:00 +0100", "02"),
      ("lt", "št, 08 saus. 2031 10:20:00 +0100", "01"),
      ("ka", "შაბ, 08 იან 2031 10:20:00 +0100", "01"),
      ("he", "שבת, 08 ינו׳ 2031 10:20:00 +0100", "01"),
      ("hi", "शनि, 08 जन॰ 2031 10:20:00 +0100", "01"),
      ("bg", "сб, 08 яну 2031 10:20:00 +0100", "01"),
      ("sr", "суб, 08 јан 2031 10:20:00 +0100", "01"),
    ])
  func feedForms(language: String, text: String, month: String) {
    #expect(read(text, language) == "2031-\(month)-08T10:20:00+01:00", "\(text)")
  }

  @Test(
    "a month that nobody knows gives no date, whatever the weekday reads as",
    arguments: ["sub, 04 xyz 2031 10:20:00 +0100", "sub 04 xyz 2031", "11 2月 25"])
  func unknownMonth(text: String) {
    #expect(read(text, "de") == nil)
    #expect(read(text, "tr") == nil)
  }

  @Test("a day that begins a sentence is what the sentence tells of")
  func prose() {
    let reader = DateReader(language: "ja")
    let text = "2009年5月14日の規則は廃止された。"
    let found = reader.find(in: text, source: "t")
    #expect(found?.date.iso == "2009-05-14")
    #expect(found.map { DateLine.isOfPublication(text, $0.range, reader: reader) } == false)
    let line = "2009年5月14日 社会部"
    let other = reader.find(in: line, source: "t")
    #expect(other.map { DateLine.isOfPublication(line, $0.range, reader: reader) } == true)
  }

  @Test("an archive's address says when the page was saved, wherever its digits stand")
  func captures() {
    for address in [
      "https://arquivo.example/wayback/20310507102030/https://news.example/a",
      "https://www.webarchive.example/wayback/archive/20310507102030/https://news.example/a",
    ] {
      #expect(DateReader.captureMinute(address) == "2031-05-07T10:20")
    }
    #expect(DateLine.tellsOfCapture("Archived 7 May 2031"))
    #expect(!DateLine.tellsOfCapture("Published 7 May 2031"))
  }
}
