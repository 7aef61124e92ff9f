import Testing

@testable import TextEncodings

@Suite struct EncodingDetectorTests {
  /// Our own sentences; the encodings of each are where its letters exist.
  static let sentences: [(String, [TextEncoding])] = [
    (
      "Die Brücke über den Fluss wird für die Fußgänger geöffnet, sagte die Bürgermeisterin.",
      [.windows1252, .page(.macRoman), .page(.ibm850), .page(.ibm437)]
    ),
    (
      "Le maire a décidé que l’été prochain, la fête aura lieu près du château fermé.",
      [.windows1252, .page(.macRoman)]
    ),
    (
      "Nejvyšší soud rozhodl, že město musí zaplatit škodu, kterou způsobila povodeň.",
      [.page(.windows1250), .page(.iso8859p2), .page(.ibm852)]
    ),
    (
      "Wczoraj późnym wieczorem strażacy ugasili pożar w świątyni na obrzeżach miasta.",
      [.page(.windows1250), .page(.iso8859p2), .page(.ibm852)]
    ),
    (
      "Вчера вечером в центре города открыли новую библиотеку для детей и взрослых.",
      [
        .page(.windows1251), .page(.koi8R), .page(.iso8859p5), .page(.ibm866), .page(.macCyrillic),
      ]
    ),
    (
      "Ο δήμαρχος άνοιξε χθες τη νέα βιβλιοθήκη στο κέντρο της πόλης.",
      [.page(.windows1253), .page(.iso8859p7)]
    ),
    ("Belediye başkanı dün şehir merkezinde yeni kütüphaneyi açtı.", [.page(.windows1254)]),
    ("ראש העיר פתח אתמול את הספרייה החדשה במרכז העיר.", [.page(.windows1255)]),
    (
      "افتتح رئيس البلدية أمس المكتبة الجديدة في وسط المدينة.",
      [.page(.windows1256), .page(.iso8859p6)]
    ),
    (
      "Vakar miesto centre atidaryta nauja biblioteka, kurią statė ištisus metus.",
      [.page(.windows1257)]
    ),
    ("นายกเทศมนตรีเปิดห้องสมุดแห่งใหม่ในใจกลางเมืองเมื่อวานนี้", [.page(.windows874)]),
    ("市長は昨日、市の中心部に新しい図書館を開いた。", [.shiftJIS, .eucJP, .utf16LittleEndian]),
    ("시장은 어제 도시 중심부에 새 도서관을 열었다.", [.eucKR]),
    ("市长昨天在市中心开设了一座新的图书馆。", [.gb18030, .utf16BigEndian]),
    ("市長昨天在市中心開設了一座新的圖書館。", [.big5]),
  ]

  private func bytes(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      #expect(encoding.append(scalar.value, to: &bytes), "\(scalar) in \(encoding)")
    }
    return bytes
  }

  @Test("a sentence in each encoding is found to be in it, and in UTF-8 when it is")
  func sentence() {
    let detector = EncodingDetector()
    for (text, encodings) in Self.sentences {
      #expect(detector.detect(Array(text.utf8)).encoding == .utf8)
      for encoding in encodings {
        let bytes = bytes(text, encoding)
        let guess = detector.detect(bytes)
        #expect(guess.encoding.decode(bytes).string == text, "\(guess) for \(encoding)")
      }
    }
  }

  @Test("marks, zero bytes and escapes outrank statistics")
  func structure() {
    let detector = EncodingDetector()
    let plain = "Plain text of some length, nothing else."
    for encoding in [
      TextEncoding.utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
    ] {
      #expect(detector.detect(bytes(plain, encoding)).encoding == encoding)
      let marked = detector.detect(bytes("\u{FEFF}" + plain, encoding))
      #expect(marked.encoding == encoding && marked.source == .byteOrderMark)
    }
    #expect(detector.detect(Array(plain.utf8)).source == .ascii)
    #expect(detector.detect(Array("\u{1B}$BF|K\\\u{1B}(B".utf8)).encoding == .iso2022JP)
    #expect(detector.detect(Array("Hello ~{VPND~} there".utf8)).encoding == .hz)
    #expect(detector.detect(Array("the path is ~{HOME}~ or so".utf8)).encoding == .utf8)
    #expect(detector.detect([]).encoding == .utf8)
  }

  @Test("noise is no text: no wide encoding is seen in it, and nothing is claimed of it")
  func randomBytes() {
    var state: UInt64 = 7
    for count in stride(from: 64, through: 4096, by: 96) {
      let bytes = (0..<count).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      let guess = EncodingDetector().detect(bytes)
      let isBinary = EncodingDetector.isBinary(bytes.span)
      #expect(isBinary)
      #expect(guess.source == .assumed && guess.confidence < 0.05, "\(count): \(guess)")
    }
  }

  @Test("a declaration decides where the bytes leave it open, and not against them")
  func declared() {
    let detector = EncodingDetector()
    let utf8 = Array("Déjà vu, déjà lu.".utf8)
    #expect(detector.detect(utf8, declared: .windows1252).encoding == .utf8)
    let russian = bytes("Вчера вечером в центре города открыли библиотеку.", .page(.windows1251))
    #expect(detector.detect(russian, declared: .windows1252).encoding == .page(.windows1251))
    let open: [UInt8] = [0x31, 0x30, 0x30, 0x20, 0xA4]
    #expect(detector.detect(open, declared: .page(.iso8859p15)).encoding == .page(.iso8859p15))
    let broken = Array("Grüße und Küsse, schöne Wörter".utf8) + [0xE4, 0x20]
    #expect(detector.detect(broken, declared: .utf8).encoding == .utf8)
  }

  @Test("a declared East Asian encoding is believed of few characters among Latin letters")
  func declaredAmongLatin() {
    let detector = EncodingDetector()
    let pages: [(String, [TextEncoding])] = [
      (
        "The mayor opened the new library (图书馆) on Monday, and visitors came from all over town.",
        [.gb18030]
      ),
      ("“We waited for years,” said a reader, and then the doors opened.", [.gb18030, .eucKR]),
      ("The mayor opened the new library (圖書館) on Monday.", [.big5, .gb18030]),
      ("The mayor opened the new library (도서관) on Monday, the city said.", [.eucKR]),
      ("The mayor opened the new library (図書館) on Monday.", [.shiftJIS, .eucJP]),
      ("The word for library is カタカナ in this made-up sentence.", [.shiftJIS, .eucJP]),
    ]
    for (text, encodings) in pages {
      for encoding in encodings {
        let guess = detector.detect(bytes(text, encoding), declared: encoding)
        #expect(guess.encoding == encoding, "\(encoding) \(text)")
      }
    }
  }

  @Test("an East Asian encoding that is declared by habit is not believed of other text")
  func falselyDeclared() {
    let detector = EncodingDetector()
    for (text, encodings) in Self.sentences {
      for encoding in encodings {
        guard case .codePage = encoding else { continue }
        for declared in [TextEncoding.gb18030, .big5, .eucKR, .shiftJIS, .eucJP] {
          let guess = detector.detect(bytes(text, encoding), declared: declared)
          let read = guess.encoding.decode(bytes(text, encoding)).string
          #expect(read == text, "\(encoding) as \(declared): \(text)")
        }
      }
    }
  }

  @Test("any bytes get a guess")
  func noise() {
    let detector = EncodingDetector()
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for length in stride(from: 0, to: 200, by: 13) {
      let bytes = (0..<length).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state)
      }
      let guess = detector.detect(bytes)
      #expect(guess.confidence > 0 && guess.confidence <= 1)
    }
  }
}
