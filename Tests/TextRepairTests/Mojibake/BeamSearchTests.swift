import Testing
import TextEncodings

@testable import TextRepair

@Suite("The beam search and the strict decoder")
struct BeamSearchTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func named(_ name: String) throws -> MisreadEncoding {
    try #require(MisreadEncoding.all.first { $0.name == name })
  }

  /// The text after the search's edits, and the edits.
  private static func searched(
    _ text: String, _ name: String, _ losses: BeamSearch.Losses = [], restores: Bool = true
  ) throws -> (text: String, path: BeamSearch.Path) {
    let scalars = scalars(text)
    let context = LanguageContext([scalars], recent: RecentCosts())
    let search = BeamSearch(
      misread: try named(name), context: context, losses: losses, restoresLostBytes: restores)
    var workspace = BeamSearch.Workspace()
    let path = search.decode(scalars, 0..<scalars.count, &workspace)
    var log = EditLog(scalars)
    log.apply(path.edits)
    return (String(scalars: log.scalars), path)
  }

  @Test(
    "text that was misread whole is found again",
    arguments: [
      ("Die BrÃ¼cke fÃ¼r alle", "windows-1252", "Die Brücke für alle"),
      ("Lâ€™Ã©tÃ© est beau", "windows-1252", "L’été est beau"),
      ("La cittÃ  vecchia", "windows-1252", "La città vecchia"),
      ("B√ºrgermeister M√ºller", "macintosh", "Bürgermeister Müller"),
      ("РњСЌСЂ РіРѕСЂРѕРґР°", "windows-1251", "Мэр города"),
      ("na├»ve caf├⌐", "IBM437", "naïve café"),
      ("a smile ðŸ˜€ there", "windows-1252", "a smile 😀 there"),
    ])
  func finds(_ text: String, _ name: String, _ repaired: String) throws {
    let found = try Self.searched(text, name)
    #expect(found.text == repaired)
    #expect(found.path.gain > 0)
    #expect(found.path.cost < found.path.literalCost)
    #expect(found.path.edits.count == found.path.gains.count)
  }

  @Test(
    "text that is fine is left as it stands",
    arguments: ["Die Brücke für alle", "L’été est beau", "plain words", "№ 5 – § 3"])
  func leavesAlone(_ text: String) throws {
    let found = try Self.searched(text, "windows-1252")
    #expect(found.text == text)
    #expect(found.path.edits.isEmpty)
  }

  @Test("the shares of the edits add up to the gain of the whole")
  func sharesGain() throws {
    let path = try Self.searched("Die BrÃ¼cke fÃ¼r alle GÃ¤ste", "windows-1252").path
    #expect(path.edits.count == 3)
    #expect(abs(path.gains.reduce(0, +) - path.gain) < 0.01)
    #expect(path.gains.allSatisfy { $0 > 0 })
  }

  @Test("a byte that was left out is inferred, and the edit says so")
  func infersDropped() throws {
    let found = try Self.searched("â€œYes,â€ he said.", "windows-1252", .dropped)
    #expect(found.text == "“Yes,” he said.")
    #expect(found.path.isInferred)
    #expect(found.path.edits.map(\.certain) == [true, false])
    #expect(found.path.edits.map(\.lossy) == [false, true])
  }

  @Test("without losses nothing is inferred")
  func infersNothing() throws {
    let found = try Self.searched("â€œYes,â€!", "windows-1252")
    #expect(!found.path.isInferred)
    #expect(!found.text.contains("”"))
  }

  @Test("a mark stands for the byte that it took the place of")
  func infersMarked() throws {
    let found = try Self.searched("â€œYes,â€\u{FFFD} he said.", "windows-1252", .marked)
    #expect(found.text == "“Yes,” he said.")
    let kept = try Self.searched(
      "â€œYes,â€\u{FFFD} he said.", "windows-1252", .marked, restores: false)
    #expect(kept.text == "“Yes,\u{FFFD} he said.")
  }

  @Test("letters that were lower-cased after the damage are read as what they were")
  func readsFolded() throws {
    let found = try Self.searched("die brã¼cke fã¼r alle", "windows-1252", .folded)
    #expect(found.text == "die brücke für alle")
  }

  @Test("a surrogate pair in CESU-8 is the one scalar that it means")
  func joinsSurrogates() throws {
    var text = ""
    for byte: UInt8 in [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80] {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    }
    let found = try Self.searched("a smile \(text) there", "ISO-8859-1")
    #expect(found.text == "a smile 😀 there")
  }

  @Test("the rule names the encoding")
  func namesRule() throws {
    let path = try Self.searched("M√ºller", "macintosh").path
    #expect(path.edits.map(\.rule) == ["mojibake.macintosh"])
  }

  @Test("the strict decoder finds what the search finds, without one")
  func decodesStrictly() throws {
    let scalars = Self.scalars("Die BrÃ¼cke fÃ¼r alle")
    let strict = StrictDecoder(try Self.named("windows-1252"))
    var list = EditList()
    #expect(strict.append(to: &list, scalars, 0..<scalars.count))
    var log = EditLog(scalars)
    log.apply(list)
    #expect(String(scalars: log.scalars) == "Die Brücke für alle")
    #expect(list.entries.map(\.range) == [6..<8, 13..<15])
  }

  @Test(
    "the strict decoder gives up on what is not whole, and leaves nothing behind",
    arguments: ["BrÃ¼cke fÃ r", "BrÃ¼cke Ã", "Brücke fÃ¼r", "â€ x", "\u{FFFD}", "Â\u{80}"])
  func refuses(_ text: String) throws {
    let scalars = Self.scalars(text)
    let strict = StrictDecoder(try Self.named("windows-1252"))
    var list = EditList()
    #expect(!strict.append(to: &list, scalars, 0..<scalars.count))
    #expect(list.isEmpty)
    #expect(list.scalars.isEmpty)
  }

  @Test("a run is decoded by itself, and its end told")
  func decodesRuns() throws {
    let scalars = Self.scalars("Ã¼x Ã")
    let strict = StrictDecoder(try Self.named("windows-1252"))
    var list = EditList()
    #expect(strict.appendRun(to: &list, scalars, 0..<5) == 2)
    #expect(strict.appendRun(to: &list, scalars, 4..<5) == nil)
    #expect(strict.fits(scalars, 0..<5))
    #expect(!strict.fits(scalars, 4..<5))
    #expect(list.entries.count == 1)
  }

  @Test("a multi-byte encoding is decoded strictly too")
  func decodesMultiByte() throws {
    let text = "新桥将于春天通车"
    let misread = TextEncoding.gb18030.decode(Array(text.utf8))
    #expect(misread.malformedCount == 0)
    let scalars = Self.scalars(misread.string)
    var list = EditList()
    let strict = StrictDecoder(try Self.named("GB18030"))
    #expect(strict.append(to: &list, scalars, 0..<scalars.count))
    var log = EditLog(scalars)
    log.apply(list)
    #expect(String(scalars: log.scalars) == text)
  }

  @Test("what a stretch costs counts two ASCII scalars behind it, and no other")
  func countsWayOut() {
    let scalars = Self.scalars("aéxyz")
    let context = LanguageContext([scalars], recent: RecentCosts())
    #expect(LiteralCosts(scalars, 1..<2, context).end == 4)
    #expect(LiteralCosts(scalars, 1..<2, context).sums.count == 4)
    #expect(LiteralCosts.end(scalars, 4..<5) == 5)
    #expect(LiteralCosts.end(Self.scalars("éaé"), 0..<1) == 2)
    #expect(LiteralCosts.end(Self.scalars("éé"), 0..<1) == 1)
  }
}
