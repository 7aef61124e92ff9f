import Bytes
package import Model
import TextEncodings
import Unicode

/// Chooses the language of an article from its text and from what is declared about it.
///
/// The script decides where only one language is written in it; else the character model does. A
/// declared language is kept unless the text speaks against it: templates often state their own.
package enum LanguageChooser {
  /// Letters that are looked at; a few hundred suffice, and each language of the script reads them.
  private static let letterLimit = 320
  /// Fewer letters than these say nothing about a language.
  private static let letterMinimum = 24

  /// The BCP 47 tag of a text; `declared` may be wrong, or no tag at all.
  package static func language(of text: some Sequence<UInt8>, declared: String?) -> String? {
    let stated = tag(declared)
    let sample = LanguageSample(text, letterLimit: letterLimit)
    guard sample.letterCount >= letterMinimum else { return stated }
    let base = stated.map { baseCode($0) }
    if let found = sample.languageOfScript(declared: base) {
      return found == base ? stated : found
    }
    return modelled(sample, stated: stated, base: base)
  }

  /// The tag of an article's own text.
  package static func language(of article: Article, declared: String?) -> String? {
    var bytes: [UInt8] = []
    for paragraph in article.paragraphs where bytes.count < letterLimit * 16 {
      bytes += paragraph.text.utf8.prefix(1000)
      bytes.append(0x20)
    }
    return language(of: bytes, declared: declared)
  }

  /// What the character model says of a script that several languages share.
  private static func modelled(_ sample: LanguageSample, stated: String?, base: String?)
    -> String?
  {
    let model = LanguageModel.shared
    var best: (index: Int, cost: Int)?
    var own: Int?
    let text = SlottedText(sample.scalars.span)
    for index in shortlist(sample, base: base) {
      let language = model.languages[index]
      let cost = model.cost(of: text, in: index)
      if best.map({ cost < $0.cost }) ?? true { best = (index, cost) }
      if language.code == base { own = cost }
    }
    guard let best else { return stated }
    let letters = sample.letterCount
    if let rare = StopWords.shared.language(of: sample.words) {
      return rare == base ? stated : rare
    }
    if let own { return own <= best.cost + letters * closeCost ? stated : code(best.index) }
    // What the model does not know is believed; what it knows in another script only is not.
    if let base,
      severalScripts.contains(base) || !model.languages.contains(where: { $0.code == base })
    {
      return stated
    }
    return best.cost <= letters * doubtfulCost ? code(best.index) : stated
  }

  /// Languages that are written in more scripts than the model may know.
  private static let severalScripts: Set<String> = [
    "sr", "bs", "sh", "cnr", "az", "uz", "kk", "ky", "tg", "tk", "tt", "mn", "ku", "pa", "ks", "sd",
    "ms", "ha", "zh", "ro", "mo", "be", "ug", "hi", "ur",
  ]

  /// The languages of the sample's script that the first letters leave likely, and the stated one.
  private static func shortlist(_ sample: LanguageSample, base: String?) -> [Int] {
    let model = LanguageModel.shared
    let scalarCount = min(sample.scalars.count, shortlistScalars)
    let head = SlottedText(sample.scalars.span.extracting(0..<scalarCount))
    let costs = model.languages.indices.filter { model.languages[$0].script == sample.script }
      .map { (index: $0, cost: model.cost(of: head, in: $0)) }
    let limit = (costs.map(\.cost).min() ?? 0) + scalarCount * shortlistCost
    return costs.filter { $0.cost <= limit || model.languages[$0.index].code == base }.map(\.index)
  }

  private static let shortlistScalars = 96
  private static let shortlistCost = 3

  /// Fifths of a bit a letter: what related languages lie apart in either's text.
  private static let closeCost = 1
  /// A text that costs more is hardly in any language that the model knows.
  private static let doubtfulCost = 27

  private static func code(_ index: Int) -> String {
    let code = LanguageModel.shared.languages[index].code
    return code == "zh_hans" ? "zh" : code
  }

  /// The first part of a tag, as the model names it.
  private static func baseCode(_ tag: String) -> String {
    let base = tag.split(separator: "-").first.map(String.init) ?? tag
    switch base {
    case "nb", "nn": return "no"
    case "iw": return "he"
    case "in": return "id"
    default: return base
    }
  }

  /// `en_US`, `EN` and `eng` as BCP 47 writes them; nil for what is no tag.
  package static func tag(_ text: String?) -> String? {
    guard let text else { return nil }
    // Of a list of languages the first is the text's own.
    let first = text.split { $0 == "," || $0 == " " || $0 == ";" }.first ?? ""
    let parts = first.split { $0 == "-" || $0 == "_" }
    guard let base = parts.first?.lowercased(), base.utf8.count == 2 || base.utf8.count == 3,
      base.utf8.allSatisfy({ ASCII.isLetter($0) }), !noLanguages.contains(base)
    else { return nil }
    let code = LanguageCodes.shortest(base)
    guard parts.count > 1, parts[1].utf8.count == 2 else { return code }
    return code + "-" + parts[1].uppercased()
  }

  /// What stands in the place of a language and is none: encodings, and codes that say "unknown".
  private static let noLanguages: Set<String> = [
    "utf", "iso", "win", "und", "mul", "zxx", "mis", "xx", "zz",
  ]
}
