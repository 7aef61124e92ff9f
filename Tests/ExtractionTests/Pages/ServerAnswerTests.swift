import Model
import Testing

@testable import Extraction

@Suite("Pages that servers answer with in place of a page")
struct ServerAnswerTests {
  private func refusal(_ title: String, _ body: String) -> RefusalReason? {
    let html = "<html><head><title>\(title)</title></head><body>\(body)</body></html>"
    return PageExtractor().extract(page: Array(html.utf8)).refusal?.reason
  }

  @Test(
    "statuses, parked names, databases, maintenance, countries and answers to forms are refused",
    arguments: [
      ("500 Internal Server Error", "<center><h1>500 Internal Server Error</h1></center><hr>srv"),
      ("a.example | 521: Web server is down", "<h1>Web server is down</h1><p>Error code 521</p>"),
      ("HTTP Status 503 – Service Unavailable", "<h1>HTTP Status 503</h1><p>Type: Report</p>"),
      ("a.example", "<h1>Ce domaine est à vendre</h1><p>Demandez un prix en 24 heures.</p>"),
      ("Greška", "<p>Error establishing a database connection</p>"),
      ("Volvemos pronto", "<h1>Un momento</h1><p>El sitio está en mantenimiento hasta las 8.</p>"),
      ("Недоступно", "<h1>Материал недоступен в вашей стране</h1><p>Приносим извинения.</p>"),
      ("Merci", "<h1>Merci pour votre inscription</h1><p>Un message vous attend.</p>"),
    ])
  func refused(title: String, body: String) {
    #expect(refusal(title, body) == .errorResponse)
  }

  @Test(
    "tests of a reader, and pages that speak of nothing but the browser, are barriers",
    arguments: [
      ("Sicherheit", "<h1>Ungewöhnliche Aktivität</h1><p>Bitte lösen Sie die Aufgabe.</p>"),
      ("验证", "<h1>请完成安全验证</h1><p>您的访问过于频繁，请稍后再来。</p>"),
      ("Skerry Post", "<p>Слід увімкнути JavaScript, щоб бачити цей сайт.</p>"),
    ])
  func barriers(title: String, body: String) {
    #expect(refusal(title, body) == .blockPage)
  }

  @Test(
    "a short article about such things is read",
    arguments: [
      (
        "Service unavailable: why the ferries stopped for nine days in a row",
        "The harbour master stopped all ferries on Monday. The crews had asked for new ropes."
      ),
      (
        "「ページが見つかりません」と題した写真展、港の倉庫で始まる",
        "港の古い倉庫で月曜日に写真展が始まった。十二人の作家が消えた町の地図を並べる。入場は無料で、月末まで開いている。"
      ),
      (
        "Bridge under maintenance until May, says the council of Skerry",
        "The bridge over the burn closes on Monday. Buses will go round by the mill until May."
      ),
    ])
  func articles(title: String, text: String) {
    #expect(refusal(title, "<article><h1>\(title)</h1><p>\(text)</p></article>") == nil)
  }

  @Test(
    "a report is read, though baths close for maintenance and a page is missing from a book",
    arguments: [
      (
        "Hallenbad wegen Wartungsarbeiten zu",
        "Das Hallenbad bleibt wegen Wartungsarbeiten bis zum 3. März geschlossen, teilte die Gemeinde mit."
      ),
      (
        "El mercado, cerrado por mantenimiento",
        "El mercado de Almenar estará cerrado por mantenimiento hasta mayo, informó ayer el concejal."
      ),
      (
        "Sporthal dicht wegens onderhoud",
        "De sporthal van Oosterbroek is wegens onderhoud drie weken dicht, meldt de gemeente."
      ),
      (
        "Spor salonu bakım çalışması için kapandı",
        "Spor salonu bakım çalışması için mayısa kadar kapalı kalacak, dedi salonun müdürü."
      ),
      (
        "Lodowisko zamknięte: prace konserwacyjne",
        "Lodowisko w Brzozowie zamknięto na miesiąc, trwają prace konserwacyjne, poinformował dyrektor."
      ),
      ("ตลาดปลาปิดปรับปรุงหนึ่งเดือน", "ตลาดปลาริมอ่าวปิดปรับปรุงหนึ่งเดือน ผู้จัดการตลาดแจ้งเมื่อวันจันทร์"),
      (
        "Page introuvable : le registre du moulin amputé",
        "La page qui racontait la crue a disparu du registre, a annoncé l'archiviste de Courval."
      ),
      (
        "Página não encontrada no diário do faroleiro",
        "Falta a página do naufrágio no diário, disse na quarta-feira a diretora do arquivo."
      ),
      (
        "Bad gateway: harbour arch comes down again",
        "Workmen took the arch down on Tuesday after a van hit it. The council calls it a bad gateway."
      ),
      (
        "Verify you are human, choir asks its robots",
        "A choir of robots sang Verify You Are Human in Skerry on Friday. The hall was full."
      ),
      (
        "Nur für Abonnenten: Chor probt im Hafen",
        "Der Chor probt künftig im Hafen, aber nur für Abonnenten, sagte der Leiter am Montag."
      ),
      (
        "Только для подписчиков: хор открывает репетиции",
        "Хор откроет репетиции только для подписчиков, сообщила директор филармонии."
      ),
    ])
  func reports(title: String, text: String) {
    #expect(refusal(title, "<article><h1>\(title)</h1><p>\(text)</p></article>") == nil)
  }

  @Test(
    "other people's reports below a missing page, and a stub behind its first sentence, are no report",
    arguments: [
      (
        "Page not found",
        "<h1>Page not found</h1><p>The council said on Monday that the pier of Skerry opens.</p>",
        RefusalReason.softMissing
      ),
      (
        "Seite nicht gefunden",
        "<h1>Seite nicht gefunden</h1><p>Der Hafen öffnet wieder, teilte die Stadt am Montag den Fischern mit.</p>",
        .softMissing
      ),
      (
        "Wir sind bald zurück",
        "<h1>Wartungsmodus</h1><p>Wegen Wartungsarbeiten sind wir am Montag wieder für Sie da. Bitte kommen Sie später wieder.</p>",
        .errorResponse
      ),
      (
        "Pier opens",
        "<h1>Pier of Skerry opens again</h1><p>The council said on Monday that the pier opens.</p><p>Subscribe to continue</p>",
        .paywallStub
      ),
      (
        "Mole offen",
        "<h1>Die Mole von Skerry ist offen</h1><p>Die Mole ist offen, sagte der Rat am Montag. Jetzt weiterlesen</p>",
        .paywallStub
      ),
    ])
  func noReports(title: String, body: String, reason: RefusalReason) {
    #expect(refusal(title, body) == reason)
  }

  @Test("a page of which only a label is left is refused or as a barrier of consent")
  func label() {
    let label = "<main><p>www.skerry.example</p></main>"
    #expect(refusal("Visit Skerry", label) == .empty)
    #expect(
      refusal("Visit Skerry", "<div>We use cookies. Accept all cookies?</div>" + label)
        == .consentWall)
  }

  @Test(
    "a few loose words are no article, and a short sentence below a headline is one",
    arguments: [
      ("hello", false), ("skerry-7", false), ("12", false), ("地震", false),
      ("ferry\nburn\nmill", false),
      ("Ferry stops\n\nThe ferry stops on Monday, says the harbour master of Skerry.", true),
    ])
  func looseWords(text: String, isArticle: Bool) {
    let refusal = PageExtractor().extract(textDump: Array(text.utf8)).refusal
    #expect((refusal == nil) == isArticle)
  }

  @Test("a short answer without markup is refused too, and a note of a few lines is not")
  func plain() {
    let answer = "The request failed with an internal server error.\n\nRequest 7f3a\n"
    #expect(
      PageExtractor().extract(textDump: Array(answer.utf8)).refusal?.reason == .errorResponse)
    let note = "Pier repairs begin\n\nThe council said on Monday that repairs of the pier begin.\n"
    #expect(PageExtractor().extract(textDump: Array(note.utf8)).refusal == nil)
  }
}
