import Model
import Testing

@testable import Extraction

@Suite("Lines that say themselves what they are, by a label or in scripts without blanks")
struct LineLabelsTests {
  private func reason(_ text: String) -> RemovedText.Reason? {
    let bytes = Array(text.utf8)
    return LineCues.shared.reason(WordScanner.hashes(bytes), of: bytes[...])
  }

  @Test(
    "a word for adverts and a colon make an advert of a line",
    arguments: [
      "Advertisement: Woollen socks at half price", "Anzeige: Drei Monate lesen, einen bezahlen",
      "Publicité : un abonnement pour un euro", "Реклама: скидки до конца недели",
      "広告：電子版が一か月無料", "إعلان: احصل على شهر مجاني", "광고: 첫 달 무료",
    ])
  func adverts(line: String) {
    #expect(reason(line) == .advert)
    #expect(AdvertLine.isAdvert(line))
  }

  @Test(
    "the same words without a colon, in a sentence or in front of much text make none",
    arguments: [
      "Anzeige gegen Unbekannt nach Brand im Hafen", "Advertisement of the year goes to a baker",
      "Werbung: " + String(repeating: "Der Rat sprach lange über Plakate ", count: 8),
    ])
  func texts(line: String) {
    #expect(reason(line) == nil)
    #expect(!AdvertLine.isAdvert(line))
  }

  @Test("a sentence with its full stop is no advert, whatever it begins with")
  func sentence() {
    #expect(!AdvertLine.isAdvert("Anzeige: Der Mann wurde am Montag angezeigt."))
  }

  @Test(
    "what stands around articles is known in many languages",
    arguments: [
      ("毎朝のニュースをメールでお届けします", .newsletter), ("当サイトではクッキーを使用しています。", .cookie),
      ("本网站使用cookies以改善体验", .cookie), ("无断转载 版权所有 2031", .footer),
      ("Мы используем файлы cookie", .cookie), ("اشترك في النشرة البريدية", .newsletter),
      ("نستخدم ملفات تعريف الارتباط.", .cookie), ("Więcej: przeczytaj także", nil),
      ("Čtěte také: Nová lávka", .related), ("일본 여행 뉴스레터 구독", .newsletter),
      ("جميع الحقوق محفوظة", .footer), ("सर्वाधिकार सुरक्षित", .footer),
    ] as [(String, RemovedText.Reason?)])
  func languages(line: String, expected: RemovedText.Reason?) {
    #expect(reason(line) == expected)
  }

  @Test("a long line of ideographs is a sentence and no notice")
  func longLine() {
    let text = "市政府周二宣布，新的渡船将在五月投入使用，" + String(repeating: "居民对此表示欢迎，", count: 8) + "并订阅我们的新闻。"
    #expect(reason(text) == nil)
  }
}
