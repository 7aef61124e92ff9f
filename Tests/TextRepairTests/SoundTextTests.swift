import Foundation
import Model
import Testing

@testable import TextRepair

/// A sentence that is sound, and the code of its language.
struct SoundSentence: Sendable, CustomTestStringConvertible {
  var language: String
  var text: String
  var testDescription: String { language }

  /// One for each of some sixty languages.
  static let all: [SoundSentence] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/repair/sentences.tsv")
    do {
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
        let parts = line.split(separator: "\t", maxSplits: 1)
        return SoundSentence(language: String(parts[0]), text: String(parts[1]))
      }
    } catch {
      preconditionFailure("\(file.path): \(error)")
    }
  }()

  /// The sentence with something set between two of its words or at one of them.
  func set(_ arrange: (String, String) -> String) -> String {
    var words = text.split(separator: " ").map(String.init)
    if words.count < 3 {
      let half = text.index(text.startIndex, offsetBy: text.count / 2)
      words = [String(text[..<half]), String(text[half...]), ""]
    }
    let middle = words.count / 2
    words[middle] = arrange(words[middle - 1], words[middle])
    words.remove(at: middle - 1)
    return words.joined(separator: " ")
  }
}

@Suite("Sound text")
struct SoundTextTests {
  /// Signs that people set, and that some code page has for a letter.
  private static let signs =
    "¹ ² ³ µ ¼ ½ ¾ † ‡ ¯ × ÷ № ´ ` ° § ¶ · ª º ® © ™ € £ ¥ ¢ ¤ ¦ ¬ ± ‰ ′ ″ • … – — ‘ ’ “ ” ‚ „ ‹ › « » ¿ ¡ ƒ ∞ ≈ ≠ ≤ ≥ √ ∑ ∂ ∆ Ω ¨ ¸ ˆ ˚ ˝ ■ □ ★ ► ✓ → ← │"
    .split(separator: " ").map(String.init)

  private static let surroundings: [@Sendable (String, String, String) -> String] = [
    { "\($1)\($0) \($2)" }, { "\($1) 25\($0) \($2)" }, { "\($1) \($0)25 \($2)" },
    { "\($1) 2\($0)5 \($2)" }, { "\($1) \($0) \($2)" }, { "\($1) (\($0)) \($2)" },
    { "\($1)\($0) \($2)\($0)" }, { "\($1) 5 m\($0), 7 m\($0) \($2)" },
  ]

  private static let names = [
    "Müller", "Łukasz", "Dvořák", "Ćosić", "Şahin", "Đoković", "Ólafur", "Žižek", "Núñez", "Århus",
    "Zoë", "Brontë", "İzmir", "Iğdır", "Ștefan", "Győr", "Þór", "Łódź", "Häagen-Dazs", "Itō",
    "Ёлка", "Ђорђе", "Їжак", "Владимир", "Μαρία", "Β΄", "北京", "山田", "서울", "محمد", "שלום",
  ]

  private static func changes(_ texts: [String]) -> [String] {
    let repairer = TextRepairer()
    return texts.filter { repairer.repair(Array($0.utf8)).text != $0 }
  }

  @Test(
    "signs beside letters and digits stay as they are, in every language",
    arguments: SoundSentence.all)
  func keepsSigns(_ sentence: SoundSentence) {
    let texts = Self.signs.flatMap { sign in
      Self.surroundings.map { surrounding in sentence.set { surrounding(sign, $0, $1) } }
    }
    #expect(Self.changes([sentence.text] + texts) == [])
  }

  @Test("names of other languages and scripts stay as they are", arguments: SoundSentence.all)
  func keepsNames(_ sentence: SoundSentence) {
    let texts = Self.names.flatMap { name in
      [
        sentence.set { "\($0) \(name) \($1)" }, sentence.set { "\($0) “\(name)” \($1)" },
        sentence.set { "\($0) (\(name)) \($1)" },
      ]
    }
    #expect(Self.changes(texts) == [])
  }

  @Test("single letters of the text's own script stay as they are", arguments: SoundSentence.all)
  func keepsLetters(_ sentence: SoundSentence) {
    let letters = Set(sentence.text.unicodeScalars.filter { $0.properties.isAlphabetic })
    let texts = letters.sorted().flatMap { letter in
      [
        sentence.set { "\($0) \(letter) \($1)" }, sentence.set { "\($0) «\(letter)» \($1)" },
        sentence.set { "\($0) \(letter). \($1)" },
      ]
    }
    #expect(Self.changes(texts) == [])
  }

  @Test(
    "what people draw, number and abbreviate stays as it is",
    arguments: [
      "She shrugged: ¯\\_(ツ)_/¯ and went home.",
      "Air held 55 µg/m³ of dust on Monday, and 25 µg/m³ is the limit.",
      "The office’s count¹ differs from the town’s² and from the crew’s³.",
      "Of the crew Olsen†, Brandt† and Ruiz† were not on board.",
      "Planks of 1¼ and 2¾ inches; the old ones had 7½.",
      "Encyclopædia fœtus Rock’n’roll, ’90s. 1/2, ½.", "fœtus Rock’n’roll ½",
      "The archæologist’s cœlacanth, O’Brien’s ½ pint, the ’80s and an hors d’œuvre.",
      "Œuvres complètes, tome ½ : l’œil, le cœur, la sœur et l’ex æquo d’hier.",
      "The gap is 5´ wide, the angle 5°3´.",
      "Ã is a letter, and so is Õ.",
      "Заседание «ЕР» перенесли: «СР» и «ЕР» не явились.",
      "Νόμος Β΄ του 1984 και άρθρο Γ΄ του ίδιου νόμου.",
      "一 个 人 写 字， 每 个 字 之 间 有 空 格。",
      "店内ではＡＩが案内し、ＮＨＫが取材した。",
      "Call f(boats,nets,ropes) first. The crew, who slept, saw it.",
      "Tags: boats,nets,ropes. The mayor, who left, said no, and went.",
    ])
  func keepsWhatIsMeant(_ text: String) {
    #expect(Self.changes([text]) == [])
  }

  @Test(
    "what has no sound reading is repaired in one place",
    arguments: [
      (
        "La animaci¾n de la tarde fue larga y buena.", "La animación de la tarde fue larga y buena."
      ),
      ("Ä°stanbul köprüsü bugün açıldı.", "İstanbul köprüsü bugün açıldı."),
      ("Il ponte costa pi˘ di tre milioni di euro.", "Il ponte costa più di tre milioni di euro."),
      (
        "Die Kinder fahren mit dem Boot fŸr drei Jahre.",
        "Die Kinder fahren mit dem Boot für drei Jahre."
      ),
    ])
  func repairsSinglePlaces(_ text: String, _ repaired: String) {
    #expect(TextRepairer().repair(Array(text.utf8)).text == repaired)
  }

  @Test("a sequence that a limit cut at the end is marked, and the rest repaired")
  func marksCutEnd() {
    let text = "Kapitein æ¸¡è½®æ–°èˆ¹é•¿å§“å¼"
    let result = TextRepairer().repair(Array(text.utf8))
    #expect(result.text == "Kapitein 渡轮新船长姓\u{FFFD}")
    #expect(result.repairs.contains { !$0.certain })
  }
}
