import Model
import Testing

@testable import Extraction

@Suite struct RuleFileTests {
  @Test("sections, phrases and comments are told apart")
  func parsing() {
    let file = RuleFile(parsing: "# note\n\n[one 1]\n a b \r\n# c\nd\n[two]\n[three]\nx # y\n")
    #expect(file.sections.map(\.name) == ["one 1", "two", "three"])
    #expect(file["one 1"] == ["a b", "d"])
    #expect(file["two"] == [])
    #expect(file["three"] == ["x # y"])
  }

  @Test("a phrase above the first section is a mistake in the file")
  func misplaced() async {
    await #expect(processExitsWith: .failure) { _ = RuleFile(parsing: "a\n[b]\n") }
  }

  @Test("no section of the shipped files is empty, and none states a phrase twice")
  func shipped() {
    for file in [RuleFile.lineCues, .refusals, .bylines, .captions] {
      #expect(file.sections.count > 1)
      for section in file.sections {
        #expect(!section.phrases.isEmpty, "\(section.name)")
        #expect(Set(section.phrases).count == section.phrases.count, "\(section.name)")
      }
    }
  }
}

@Suite struct LineCuesTests {
  private func reason(_ text: String) -> RemovedText.Reason? {
    LineCues.shared.reason(WordScanner.hashes(Array(text.utf8)))
  }

  @Test(
    "a line's own words say what it is",
    arguments: [
      ("Share", .share), ("Facebook", .share), ("Follow us on everything", .share),
      ("Teilen", .share), ("Advertisement", .advert), ("Anzeige", .advert), ("Реклама", .advert),
      ("Shop now and save", .advert), ("Please disable your ad blocker", .adblock),
      ("This site uses cookies to count", .cookie), ("Leave a reply", .comment),
      ("Kommentare", .comment), ("Related articles", .related), ("Lesen Sie auch: Neues", .related),
      ("À lire aussi", .related), ("Sign up for our newsletter", .newsletter),
      ("Anmelden", .newsletter),
      ("Photo credit: A. Rowan", .credit), ("Getty Images", .credit),
      ("All rights reserved", .footer), ("Impressum", .footer), ("Menu", .menu),
      ("Skip to content", .menu), ("Tags: ferry", .boilerplate), ("3 min read", .boilerplate),
      ("Breaking news", .banner), ("Forgot your password?", .form), ("関連記事", .related),
      ("Share this!", .share), ("SHARE THIS", .share),
    ] as [(String, RemovedText.Reason)])
  func reasons(text: String, reason: RemovedText.Reason) {
    #expect(self.reason(text) == reason)
  }

  @Test(
    "a phrase counts only where it must stand, and in a line that is short enough",
    arguments: [
      "", "They share a boat", "Home is where the boat is", "The harbour of the islands",
      "A line on which the words shop now stand among more than twelve other words of all kinds",
      "See also what the harbour master said to the crowd on the quay that day, in the rain and the"
        + " wind, before the ropes were let go and the horn was blown three times",
      String(repeating: "we use cookies and more ", count: 20),
    ])
  func nothing(text: String) {
    #expect(reason(text) == nil)
  }

  @Test("of two sections that name one phrase the one that matches more holds")
  func precedence() {
    let file = RuleFile(
      parsing: "[share whole 9]\na b\n[menu anywhere 9]\na b\n[advert start 9]\na b\n")
    let cues = LineCues(file)
    let words = { (text: String) in WordScanner.hashes(Array(text.utf8)) }
    #expect(cues.reason(words("a b")) == .menu)
    #expect(cues.reason(words("x a b")) == .menu)
    #expect(cues.reason(words("a b c d e f g h i j")) == nil)
  }

  @Test("a whole line outweighs what stands in it")
  func whole() {
    let file = RuleFile(parsing: "[menu anywhere 9]\na\n[share whole 9]\na b\n")
    let words = WordScanner.hashes(Array("a b".utf8))
    #expect(LineCues(file).reason(words) == .share)
  }

  @Test("a section that names no reason is a mistake in the file")
  func unknownReason() async {
    await #expect(processExitsWith: .failure) {
      _ = LineCues(RuleFile(parsing: "[nonsense whole 4]\na\n"))
    }
  }

  @Test("a phrase that no line can match is a mistake in the file")
  func longPhrase() async {
    await #expect(processExitsWith: .failure) {
      _ = LineCues(RuleFile(parsing: "[menu whole 9]\na b c d e f g\n"))
    }
  }
}

@Suite struct PhrasesTests {
  @Test("a phrase is found among words, whole and in order")
  func found() {
    let phrases = Phrases(["page not found", "404"])
    let isIn = { (text: String) in phrases.isIn(WordScanner.hashes(Array(text.utf8))) }
    #expect(isIn("Error 404"))
    #expect(isIn("Sorry: Page not found!"))
    #expect(!isIn("page was not found"))
    #expect(!isIn("found not page"))
    #expect(!isIn("page not"))
    #expect(!isIn(""))
  }
}
