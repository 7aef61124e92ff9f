import Testing

@testable import Extraction

@Suite struct WordScannerTests {
  private func hashes(_ text: String, limit: Int = .max) -> [UInt64] {
    WordScanner.hashes(Array(text.utf8), limit: limit)
  }

  @Test(
    "two spellings of the same words have the same hashes",
    arguments: [
      ("Share this", "share THIS"), ("don’t", "dont"), ("don't", "dont"), ("Ärger", "ärger"),
      ("ΩΔΣ", "ωδσ"), ("ЖЁЯ", "жёя"), ("a, b; c", "a b c"), ("“a”", "a"),
      ("a\u{A0}b", "a b"), ("a。b", "a b"), ("soft\u{AD}ware", "software"), ("a–b", "a b"),
      ("ĀŘ", "āř"), ("Ａ、Ｂ", ""), ("a\tb\nc", "a b c"), ("Ύ", "Ύ"), ("¿Qué?", "qué"),
    ])
  func folding(one: String, other: String) {
    #expect(hashes(one) == hashes(other))
  }

  @Test("other words have other hashes")
  func different() {
    let words = ["a", "b", "ab", "ba", "ä", "а", "1", "аб"].map { hashes($0) }
    #expect(Set(words).count == words.count)
    #expect(hashes("a b") != hashes("b a"))
    #expect(hashes("ab") != hashes("a b"))
  }

  @Test("as many words are given as there are, and no more than asked for")
  func count() {
    #expect(hashes("one two three").count == 3)
    #expect(hashes("one two three", limit: 2) == hashes("one two"))
    #expect(hashes("") == [])
    #expect(hashes(" .,; ") == [])
    #expect(hashes("it's 5 o’clock").count == 3)
    #expect(hashes("外岛渡轮。").count == 1)
  }

  @Test("a part of a text gives the words of that part")
  func part() {
    let text = Array("one two three".utf8)
    #expect(WordScanner.hashes(text, in: 4..<7) == hashes("two"))
    #expect(WordScanner.hashes(text, in: 13..<13) == [])
  }

  @Test("a letter that is cut off does not trap")
  func cut() {
    for bytes in [[0xC3], [0xE2, 0x80], [0x61, 0xF0, 0x9F], [0xE3]] as [[UInt8]] {
      #expect(WordScanner.hashes(bytes).count <= 1)
    }
  }

  @Test("the order of words in a phrase matters")
  func phrases() {
    let (a, b) = (hashes("a")[0], hashes("b")[0])
    let one = WordScanner.combine(WordScanner.combine(WordScanner.basis, a), b)
    let other = WordScanner.combine(WordScanner.combine(WordScanner.basis, b), a)
    #expect(one != other)
  }
}

@Suite struct HashCountsTests {
  @Test("each hash is counted as often as it was added, beyond any growth")
  func counts() {
    var counts = HashCounts(capacity: 4)
    #expect(counts.isEmpty)
    for round in 1...3 {
      for hash in UInt64(0)..<500 where hash % UInt64(round) == 0 { counts.add(hash &* 977) }
    }
    #expect(counts.count == 500)
    #expect(!counts.isEmpty)
    #expect(counts[6 * 977] == 3)
    #expect(counts[4 * 977] == 2)
    #expect(counts[5 * 977] == 1)
    #expect(counts[501 * 977] == 0)
    #expect(counts.contains(0))
    #expect(!counts.contains(1))
  }

  @Test("hashes that fall on one slot are kept apart")
  func collisions() {
    // The slot comes from bits 20 and up of a product: these differ in the highest bits only.
    let alike = (0..<20).map { UInt64($0) << 58 | 5 }
    let counts = HashCounts.of(alike + alike[..<10])
    #expect(counts.count == 20)
    #expect(counts[alike[3]] == 2)
    #expect(counts[alike[15]] == 1)
  }
}

@Suite struct TextShapeTests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test(
    "a sentence ends in a mark, with quotes and brackets behind it or not",
    arguments: [
      "He said so.", "Why?", "No!", "“No!”", "(He did.)", "Done.\" ", "终于回来了。", "何？", "！", "Yes…",
      "वह आया।", "„Ja.“", "« Oui. »", "【好。】x.", "「行く。」", "Done.']",
    ])
  func ends(text: String) {
    #expect(TextShape.endsSentence(bytes(text)))
  }

  @Test(
    "a line without such a mark does not end one",
    arguments: ["", "Home", "He said:", "Yes,", "a”", "2031", "。a", ".\"\"\"\"\"", "–"])
  func endsNot(text: String) {
    #expect(!TextShape.endsSentence(bytes(text)))
  }

  @Test(
    "a small letter or a mark goes on with a sentence",
    arguments: [
      "and", ", and", "; or", ": so", ") and", ".", "?", "!", "ärger", "ß", "ά", "ω", "ё", "я", "а",
    ])
  func continues(text: String) {
    #expect(TextShape.continuesSentence(bytes(text)))
  }

  @Test(
    "a capital, a digit or a quote begins one",
    arguments: ["", "And", "5", "“a", "Ä", "А", "Я", "Α", "外", "-"])
  func begins(text: String) {
    #expect(!TextShape.continuesSentence(bytes(text)))
  }

  @Test("text without blanks counts a word for every six bytes")
  func words() {
    #expect(TextShape.wordCount(bytes("one two"), words: 2) == 2)
    let chinese = String(repeating: "渡轮启航", count: 10)
    #expect(TextShape.wordCount(bytes(chinese), words: 1) == 20)
    #expect(TextShape.wordCount(bytes("0123456789012345678901234567890"), words: 1) == 5)
    #expect(TextShape.wordCount(bytes("012345678901234567890123456789"), words: 1) == 1)
  }

  @Test("occurrences are counted without overlap")
  func occurrences() {
    #expect(TextShape.count(of: bytes("aa"), in: bytes("aaaaa")) == 2)
    #expect(TextShape.count(of: bytes("ab"), in: bytes("abcab")) == 2)
    #expect(TextShape.count(of: bytes("x"), in: bytes("abc")) == 0)
    #expect(TextShape.count(of: [], in: bytes("abc")) == 0)
    #expect(TextShape.count(of: bytes("abcd"), in: bytes("abc")) == 0)
  }
}

@Suite struct NameFoldingTests {
  @Test(
    "two spellings of a name have one key",
    arguments: [
      ("The Skerry Post", "theskerrypost"), ("SKERRY-POST", "skerrypost"), ("Ä b", "äb"),
      ("24 Heures!", "24heures"), ("Пост № 1", "пост1"), ("海港 晚报", "海港晚报"), (" .,", ""),
    ])
  func keys(name: String, key: String) {
    #expect(NameFolding.key(name) == key)
  }
}
