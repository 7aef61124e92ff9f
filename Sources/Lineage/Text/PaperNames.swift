internal import Bytes

/// Names of papers and agencies in a text, told by a word that such names are made of: `Harbour Post`,
/// `La Voz del Puerto`, `Nordwest-Kurier`.
enum PaperNames {
  /// The words of each name, in order.
  static func ranges(in text: LineageText) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for index in text.words.indices where kinds.contains(text.words[index].spelling) {
      guard isCapital(index, text), found.last.map({ $0.upperBound <= index }) ?? true else {
        continue
      }
      var start = index
      while start > 0, index - start < 4, isCapital(start - 1, text), isJoined(start - 1, text),
        !text.words[start].opensParagraph
      {
        start -= 1
      }
      var end = index + 1
      if start == index || articles.contains(text.words[start].spelling) {
        // `Courrier de Valmont`.
        var next = end
        while next < text.words.count, next - index < 6, isJoined(next - 1, text) {
          if isCapital(next, text) {
            end = next + 1
          } else if !links.contains(text.words[next].spelling) {
            break
          }
          next += 1
        }
      }
      // The first word of a sentence has its capital for that.
      if text.words[start].opensParagraph, paragraphCount(start, text) > lineWordCount {
        start += 1
      }
      if articles.contains(text.words[start].spelling) { start += 1 }
      if end - start > 1 { found.append(start..<end) }
    }
    return found
  }

  /// A paragraph of at most so many words may be nothing but a name.
  private static let lineWordCount = 5

  /// The words of the paragraph that begins at `start`, as far as they matter.
  private static func paragraphCount(_ start: Int, _ text: LineageText) -> Int {
    var end = start + 1
    while end < text.words.count, end - start <= lineWordCount, !text.words[end].opensParagraph {
      end += 1
    }
    return end - start
  }

  /// True where nothing but blanks and hyphens is between a word and the next.
  private static func isJoined(_ index: Int, _ text: LineageText) -> Bool {
    let between = Int(text.words[index].end)..<Int(text.words[index + 1].start)
    return text.bytes[between].allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
  }

  /// True for a word that does not begin with a small letter of ASCII.
  private static func isCapital(_ index: Int, _ text: LineageText) -> Bool {
    text.bytes[Int(text.words[index].start)] &- 0x61 >= 26
  }

  private static func hashes(_ words: String) -> Set<UInt64> {
    Set(words.split(whereSeparator: \.isWhitespace).map { FNV1a.hash64($0.utf8) })
  }

  /// Folded words that names of papers, stations and agencies are made of.
  private static let kinds = hashes(
    """
    advertiser agency argus bulletin chronicle courier daily dispatch echo examiner express gazette globe
    guardian herald independent inquirer journal mail messenger mirror monitor news newswire observer post
    press record register reporter review sentinel service standard star sun telegraph times tribune wire
    abendblatt allgemeine anzeiger blatt bote dienst echo kurier morgenpost nachrichten rundblick rundschau
    tageblatt tagblatt volksblatt zeitung agence courrier depeche figaro gazette journal matin monde
    nouvelles presse progres agencia correo diario heraldo hoy noticias periodico prensa voz corriere
    gazzetta giornale mattino messaggero notizie agenzia correio folha jornal krant courant dagblad
    avis aftenposten dagbladet nyheter tidende tidning sanomat gazeta kurier dziennik
    """)
  private static let links = hashes(
    "de del du des la las le les los of the da do di della y et und")
  private static let articles = hashes("the la le el il der die das los les a")
}
