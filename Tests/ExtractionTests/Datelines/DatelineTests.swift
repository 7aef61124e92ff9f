import Testing

@testable import Extraction

/// Datelines as agencies of many countries write them; locations and events are made up or of no weight.
@Suite("Datelines")
struct DatelineTests {
  static let agencies: [(text: String, location: String?, agency: String?)] = [
    ("BRUSSELS (CNN) — Ministers met on Monday to talk about fish.", "Brussels", "CNN"),
    ("Brussels, Belgium (CNN) — Wednesday’s meeting was short.", "Brussels, Belgium", "CNN"),
    ("LONDON, March 3 (Reuters) - The ferry sails again.", "London", "Reuters"),
    ("WASHINGTON/LONDON, Oct 12 (Reuters) - Talks went on.", "Washington, London", "Reuters"),
    ("NEW YORK (AP) — A crane fell on Tuesday.", "New York", "Associated Press"),
    ("ST. LOUIS (AP) — A bridge was closed.", "St. Louis", "Associated Press"),
    ("Berlin (dpa) - Die Fähre fährt wieder.", "Berlin", "Deutsche Presse-Agentur"),
    ("Stuttgart (dpa/lsw) - Die Fähre fährt wieder.", "Stuttgart", "Deutsche Presse-Agentur"),
    ("Wien (APA) – Der Rat tagte lange.", "Wien", "Austria Presse Agentur"),
    ("Paris, 3 mars 2031 (AFP) - Le bac reprend la mer.", "Paris", "Agence France-Presse"),
    ("Madrid, 12 oct (EFE).- El puente cerró el lunes.", "Madrid", "EFE"),
    ("(ANSA) - ROMA, 12 OTT - Il ponte resta chiuso.", "Roma", "ANSA"),
    ("Lisboa, 12 out 2031 (Lusa) - A ponte fechou na segunda.", "Lisboa", "Lusa"),
    ("Warszawa (PAP) – Most zamknięto w poniedziałek.", "Warszawa", "Polska Agencja Prasowa"),
    ("ANKARA (AA) - Köprü pazartesi günü kapandı.", "Ankara", "Anadolu"),
    ("МОСКВА, 12 окт — РИА Новости. Мост закрыли в понедельник.", "Москва", "RIA Novosti"),
    ("МОСКВА, 12 октября. /ТАСС/. Мост закрыли в понедельник.", "Москва", "TASS"),
    ("Москва. 12 октября. INTERFAX.RU - Мост закрыли.", "Москва", "Interfax"),
    ("لندن (رويترز) - أغلق الجسر يوم الاثنين.", "لندن", "Reuters"),
    ("新华社北京10月12日电 大桥周一关闭。", "北京", "Xinhua"),
    ("（中央社記者王小明台北12日電）大橋週一關閉。", "台北", "Central News Agency"),
    ("【ロンドン＝共同】橋は月曜に閉鎖された。", "ロンドン", "Kyodo"),
    ("【ワシントン時事】橋は月曜に閉鎖された。", "ワシントン", "Jiji Press"),
    ("［ロンドン　１２日　ロイター］ - 橋は閉鎖された。", "ロンドン", "Reuters"),
    ("THURSDAY, Dec. 15 (HealthDay News) -- Herring is good for you.", nil, "HealthDay"),
    ("MOSCOW (Harbour News / Sputnik - 29th April, 2031) The bridge is shut.", "Moscow", "Sputnik"),
    ("Rendsburg (dpa/lno) – Die Brücke ist zu.", "Rendsburg", "Deutsche Presse-Agentur"),
    ("〔中央社〕大橋週一關閉，市長今天表示。", nil, "Central News Agency"),
    ("港口网北京1月12日消息 大桥周一关闭。", "北京", "港口网"),
    ("人民网北京１月１２日电（记者王某）大桥周一关闭。", "北京", "人民网"),
    ("【聯合報╱記者王小明／台北報導】大橋週一關閉。", "台北", "聯合報"),
    ("【港口報／記者王小明／綜合報導】大橋週一關閉。", nil, "港口報"),
    ("(서울=연합뉴스) 홍길동 기자 = 다리가 월요일 폐쇄됐다.", "서울", "Yonhap"),
    ("据新华社鲁山10月12日电 大桥周一关闭。", "鲁山", "Xinhua"),
    ("據中央社台北12日電 大橋週一關閉。", "台北", "Central News Agency"),
    ("据新华社电 大桥周一关闭。", nil, "Xinhua"),
    ("London, Feb 3 (efe-epa).- The bridge was shut.", "London", "EFE"),
    ("LISBOA (LUSA) - A ponte fechou na segunda.", "Lisboa", "Lusa"),
    ("BERLIN (DPA) - Die Brücke ist zu.", "Berlin", "Deutsche Presse-Agentur"),
    ("NEW YORK February 3, 2031 (AP) - The bridge was shut.", "New York", "Associated Press"),
    ("MADRID 3 febrero (EFE) - El puente cerró.", "Madrid", "EFE"),
  ]

  @Test("location and agency are read in the forms of many countries", arguments: agencies)
  func forms(text: String, location: String?, agency: String?) {
    let found = Dateline(startOf: text)
    #expect(found?.location == location)
    #expect(found?.agency == agency)
    #expect(text.hasPrefix(found?.text ?? "-"))
  }

  @Test(
    "a location without an agency is read in capitals, or with a date, before a dash",
    arguments: [
      ("OSTVIK — The herring came late.", "Ostvik"),
      ("OSTVIK, Norland – The herring came late.", "Ostvik, Norland"),
      ("Ostvik, Feb. 3 — The herring came late.", "Ostvik"),
      ("本报北京10月12日讯 大桥周一关闭。", "北京"), ("OSTVIK (17 Jan. 2031) - The herring came late.", "Ostvik"),
      ("Ottawa (17 Jan. 2031) - The herring came late.", "Ottawa"),
      ("OSTVIK, Calif. (KXYZ) -- The herring came late.", "Ostvik, Calif."),
      ("DENVER (NEWS10) — The herring came late.", "Denver"),
      ("Berlin – Die Brücke ist zu.", "Berlin"), ("Paris - La passerelle est fermée.", "Paris"),
      ("Ostvik, 29. November 2031. Die Brücke ist zu.", "Ostvik"),
      ("NEW YORK CITY (WXBC) -- The herring came late.", "New York City"),
      ("OSTVIK (WXBC) -- The herring came late.", "Ostvik"),
      ("OSTVIK, Hawaii (HarbourNewsNow) - The herring came late.", "Ostvik, Hawaii"),
      ("Ostvik, Nordrhein-Westfalen – Der Hering kam spät.", "Ostvik, Nordrhein-Westfalen"),
    ])
  func withoutAgency(text: String, location: String) {
    #expect(Dateline(startOf: text)?.location == location)
    #expect(Dateline(startOf: text)?.agency == nil)
  }

  @Test(
    "a colon or a full stop ends a dateline where the location is a known city or the text speaks of it again",
    arguments: [
      ("BHOPAL: Ministers met on Monday.", "Bhopal", "en"),
      ("New Delhi: Ministers met on Monday.", "New Delhi", "en-IN"),
      ("OSTVIK: The herring came late.", "Ostvik", "no"),
      ("Berlin. Die Brücke ist zu.", "Berlin", "de"),
      ("Ostvik. Die Brücke ist zu.", "Ostvik", "de"),
      ("Berlin/Potsdam. Die Brücke ist zu.", "Berlin, Potsdam", "de"),
      ("ANKARA: Köprü kapandı.", "Ankara", "tr"),
      ("Varde, Hessen. Die Brücke ist zu.", "Varde, Hessen", "de"),
      ("Varde, Hessen/Stuttgart. Die Brücke ist zu.", "Varde, Stuttgart", "de"),
    ])
  func weakEndings(text: String, location: String, language: String) {
    let context = DatelineContext(language: language, texts: ["Nobody fishes in Ostvik any more."])
    #expect(Dateline(startOf: text, context)?.location == location)
  }

  @Test(
    "names of people, labels and first words of sentences are no dateline before a colon or a full stop",
    arguments: [
      ("Trump: I will open the bridge.", "en"), ("WATCH: The bridge opens.", "en"),
      ("UPDATE: The bridge is open.", "en"), ("QUILL: Did you see the bridge?", "en"),
      ("Leipzig: Hier wurde vor 40 Jahren die Brücke gebaut.", "de"),
      ("Endlich. Die Brücke ist auf.", "de"),
      ("Berlin – die Stadt der Brücken – feiert.", "de"), ("London: and now what?", "en"),
      ("Paris. City of bridges.", "en"), ("APPLE (AAPL) – shares fell.", "en"),
      ("市政府网站10月12日消息，大桥周一关闭。", "zh"), ("据港口日报1月12日报道，大桥关闭。", "zh"),
    ])
  func noWeakEndings(text: String, language: String) {
    let context = DatelineContext(language: language, texts: ["Nobody wants a bridge from Quill."])
    #expect(Dateline(startOf: text, context) == nil)
  }

  @Test("a dateline ends at its dash, whatever the text begins with")
  func end() {
    let found = Dateline(startOf: "RAFAH, Gaza Strip (AP) — More than 20, perhaps 30, boats came.")
    #expect(found?.text == "RAFAH, Gaza Strip (AP) —")
  }

  @Test(
    "a field for datelines names a location, with or without date and agency",
    arguments: [
      ("VARDE 2031-02-03", "Varde"), ("VARDE (Norland), 3 Feb 2031 (VDN) -", "Varde"),
      ("Brussels", "Brussels"), ("NEW YORK, Norland", "New York, Norland"),
    ])
  func fields(text: String, location: String) {
    #expect(OriginReader.location(in: text) == location)
  }

  @Test(
    "sentences, labels and asides are no dateline",
    arguments: [
      "The bridge was closed on Monday - nobody knows for how long.",
      "Brussels (Belgium) has many bridges, and one of them was closed.",
      "FINES FOR TICKETS – FIVE YEARS IN JAIL!", "ЗА ПОДДЕЛКУ – 5 ЛЕТ ЛИШЕНИЯ СВОБОДЫ!",
      "BOLT (JAM) – 9.58 seconds.", "Ada Quill, Ohio – I love the bridge.",
      "据路透社10月12日报道，大桥周一关闭。",
      "BREAKING — A bridge was closed.", "UPDATE: The bridge is open again.",
      "Ada Quill (43) – mother of two – opened the bridge.",
      "Reuters reported on Monday that the bridge was closed.",
      "AP was told that the bridge would stay closed.",
      "In London (and not only there) bridges were closed - for a day.",
      "U.S. President Ada Quill — who took office in May — spoke.",
      "Am Montag (12. Oktober) - so der Rat - wird die Brücke geschlossen.",
      "Le maire - élu en mars - a fermé le pont.",
      "“Close it” — that is what the council asked for.",
      "大桥周一关闭，市长说。", "[하버미디어=홍길동 기자] 다리가 폐쇄됐다.", "（市長は月曜に橋を閉鎖した）", "(사진) 다리가 폐쇄됐다.",
    ])
  func none(text: String) { #expect(Dateline(startOf: text) == nil) }
}
