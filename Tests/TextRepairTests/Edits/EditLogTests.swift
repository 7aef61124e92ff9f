import Model
import Testing
import TextRepair

@testable import TextRepair

@Suite("Logs of edits")
struct EditLogTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func edit(_ range: Range<Int>, _ text: String, _ rule: String = "a") -> Edit {
    Edit(range: range, replacement: scalars(text), rule: rule)
  }

  /// The text and the record of a log that began with `text`.
  private static func written(_ log: EditLog, of text: String) -> RepairedText {
    var bytes: [UInt8] = []
    var repairs: [Repair] = []
    log.write(field: "text", of: Array(text.utf8)[...], to: &bytes, &repairs)
    return RepairedText(text: String(decoding: bytes, as: UTF8.self), repairs: repairs)
  }

  @Test("a log without edits is unchanged and writes what it was given")
  func isUnchanged() {
    let log = EditLog(Self.scalars("brücke"))
    let result = Self.written(log, of: "brücke")
    #expect(log.isUnchanged)
    #expect(log.changedRanges.isEmpty)
    #expect(result.text == "brücke")
    #expect(result.repairs.isEmpty)
  }

  @Test("a repair tells the bytes before, the bytes after, and where they are after all repairs")
  func tellsPositions() {
    let text = "ä1ö2ü"
    var log = EditLog(Self.scalars(text))
    log.apply([Self.edit(1..<2, "€€", "x"), Self.edit(3..<4, "", "y")])
    let result = Self.written(log, of: text)
    #expect(result.text == "ä€€öü")
    #expect(result.repairs.map(\.before) == ["1", "2"])
    #expect(result.repairs.map(\.after) == ["€€", ""])
    #expect(result.repairs.map(\.byteOffset) == [2, 10])
    #expect(result.repairs.map(\.rule) == ["x", "y"])
    #expect(TextRepairer.undo(result.repairs, in: result.text) == text)
  }

  @Test("an insertion replaces nothing, and undo takes it out again")
  func inserts() {
    var log = EditLog(Self.scalars("ab"))
    log.apply([Self.edit(1..<1, " ")])
    let result = Self.written(log, of: "ab")
    #expect(result.text == "a b")
    #expect(result.repairs.map(\.before) == [""])
    #expect(result.repairs.map(\.byteOffset) == [1])
    #expect(TextRepairer.undo(result.repairs, in: result.text) == "ab")
  }

  @Test("an edit of what an edit made becomes one change with both rules")
  func joinsOverlaps() {
    var log = EditLog(Self.scalars("xAy"))
    log.apply([Self.edit(1..<2, "BC", "first")])
    log.apply([Self.edit(2..<3, "DE", "second")])
    let result = Self.written(log, of: "xAy")
    #expect(result.text == "xBDEy")
    #expect(result.repairs.map(\.rule) == ["first+second"])
    #expect(result.repairs.map(\.before) == ["A"])
    #expect(result.repairs.map(\.after) == ["BDE"])
  }

  @Test("a rule that comes twice to one place is named once")
  func namesRuleOnce() {
    var log = EditLog(Self.scalars("A"))
    for (text, rule) in [("B", "one"), ("C", "two"), ("D", "one"), ("E", "two")] {
      log.apply([Self.edit(0..<1, text, rule)])
    }
    #expect(Self.written(log, of: "A").repairs.map(\.rule) == ["one+two"])
  }

  @Test("an edit over two changes and what is between them joins all of it")
  func joinsNeighbours() {
    var log = EditLog(Self.scalars("a-b-c"))
    log.apply([Self.edit(0..<1, "A", "x"), Self.edit(4..<5, "C", "x")])
    log.apply([Self.edit(0..<5, "all", "y")])
    let result = Self.written(log, of: "a-b-c")
    #expect(result.repairs.count == 1)
    #expect(result.repairs.first?.before == "a-b-c")
    #expect(result.repairs.first?.after == "all")
    #expect(result.repairs.first?.rule == "x+y")
  }

  @Test("changes side by side stay two")
  func keepsNeighboursApart() {
    var log = EditLog(Self.scalars("ab"))
    log.apply([Self.edit(0..<1, "A", "x")])
    log.apply([Self.edit(1..<2, "B", "y")])
    let result = Self.written(log, of: "ab")
    #expect(result.repairs.map(\.rule) == ["x", "y"])
    #expect(result.repairs.map(\.byteOffset) == [0, 1])
  }

  @Test("an edit before older changes moves them, and one behind does not")
  func movesOlderChanges() {
    var log = EditLog(Self.scalars("abcdef"))
    log.apply([Self.edit(3..<4, "D", "old")])
    log.apply([Self.edit(0..<1, "", "new"), Self.edit(5..<6, "FFF", "new")])
    #expect(log.changedRanges == [0..<0, 2..<3, 4..<7])
    let result = Self.written(log, of: "abcdef")
    #expect(result.text == "bcDeFFF")
    #expect(result.repairs.map(\.byteOffset) == [0, 2, 4])
    #expect(result.repairs.map(\.before) == ["a", "d", "f"])
  }

  @Test("a change that ends as it began is no repair")
  func leavesOutRoundTrips() {
    var log = EditLog(Self.scalars("abc"))
    log.apply([Self.edit(1..<2, "X", "there")])
    log.apply([Self.edit(1..<2, "b", "back")])
    let result = Self.written(log, of: "abc")
    #expect(!log.isUnchanged)
    #expect(result.text == "abc")
    #expect(result.repairs.isEmpty)
  }

  @Test("a change is lossy when one of its parts is, and certain when all are")
  func joinsFlags() {
    var log = EditLog(Self.scalars("ab"))
    var lossy = Self.edit(0..<1, "A", "x")
    lossy.lossy = true
    var unsure = Self.edit(0..<2, "Z", "y")
    unsure.certain = false
    log.apply([lossy])
    log.apply([unsure])
    let repair = Self.written(log, of: "ab").repairs.first
    #expect(repair?.lossy == true)
    #expect(repair?.certain == false)
    var sure = EditLog(Self.scalars("ab"))
    sure.apply([Self.edit(0..<1, "A", "x")])
    let other = Self.written(sure, of: "ab").repairs.first
    #expect(other?.lossy == false)
    #expect(other?.certain == true)
  }

  @Test("text of one to four bytes a scalar is counted in bytes", arguments: ["a", "ä", "€", "😀"])
  func countsBytes(prefix: String) {
    let text = prefix + "X"
    var log = EditLog(Self.scalars(text))
    log.apply([Self.edit(1..<2, "Y")])
    let result = Self.written(log, of: text)
    #expect(result.repairs.first?.byteOffset == prefix.utf8.count)
    #expect(Self.scalars(prefix).first?.utf8Count == prefix.utf8.count)
  }

  @Test("a thousand random edits in ten passes are undone from the record", arguments: 1...6)
  func isUndone(seed: Int) throws {
    var state = UInt64(seed)
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, limit)
    }
    let alphabet = Array("aß€😀 ".unicodeScalars)
    let text = String(
      String.UnicodeScalarView((0..<300).map { _ in alphabet[random(alphabet.count)] }))
    var log = EditLog(Self.scalars(text))
    for pass in 0..<10 {
      var edits: [Edit] = []
      var index = 0
      while index < log.scalars.count {
        let start = index + random(6)
        let end = min(log.scalars.count, start + random(4))
        if start >= log.scalars.count || end < start { break }
        let count = random(4)
        if end > start || count > 0 {
          edits.append(
            Edit(
              range: start..<end, replacement: (0..<count).map { _ in 0x41 + UInt32(random(26)) },
              rule: "pass-\(pass)"))
        }
        index = max(end, start) + 1
      }
      log.apply(edits)
    }
    let result = Self.written(log, of: text)
    #expect(Self.scalars(result.text) == log.scalars)
    let original = try #require(TextRepairer.undo(result.repairs, in: result.text))
    #expect(original == text)
    for repair in result.repairs {
      let after = Array(result.text.utf8)[repair.byteOffset...].prefix(repair.after.utf8.count)
      #expect(Array(after) == Array(repair.after.utf8))
    }
  }

  @Test("undo refuses a record that does not fit the text")
  func refusesOtherText() {
    let repair = Repair(rule: "a", field: "text", byteOffset: 1, before: "x", after: "yz")
    #expect(TextRepairer.undo([repair], in: "ayzb") == "axb")
    #expect(TextRepairer.undo([repair], in: "ay") == nil)
    #expect(TextRepairer.undo([repair], in: "aqzb") == nil)
    let earlier = Repair(rule: "a", field: "text", byteOffset: 0, before: "", after: "a")
    #expect(TextRepairer.undo([repair, earlier], in: "ayzb") == nil)
    #expect(TextRepairer.undo([], in: "ayzb") == "ayzb")
  }

  @Test("numbers of no scalar are told from scalars")
  func knowsScalars() {
    let good: [UInt32] = [0, 0x7F, 0xD7FF, 0xE000, 0x10FFFF]
    let bad: [UInt32] = [0xD800, 0xDFFF, 0x110000, .max]
    #expect(good.allSatisfy { $0.isScalar })
    #expect(!bad.contains { $0.isScalar })
    #expect(String(scalars: [0x61, 0xD800, 0x62]) == "a\u{FFFD}b")
  }
}
