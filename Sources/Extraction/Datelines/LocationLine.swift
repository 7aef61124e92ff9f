import Bytes

/// Lines above a text that name the location of its report: by itself right before the first sentence, or
/// beside the author and a date.
enum LocationLine {
  /// `Washington/ New Delhi:` and `Varde, Denmark`, the last line above a text: known cities and a colon, or a city
  /// and its country.
  static func right(above line: String?) -> Dateline? {
    guard let line, line.utf8.count <= 80 else { return nil }
    let parts = line.split { "/,:".contains($0) }.map(trimmed).filter { !$0.isEmpty }
    guard let first = parts.first, first.first?.isLowercase == false else { return nil }
    // In capitals the country alone tells: `VARDEMOUTH, DENMARK`.
    let isShouted =
      parts.count == 2 && line == line.uppercased() && line != line.lowercased()
      && first.split(separator: " ").count <= 3 && !first.contains(where: Dateline.isDigit)
    guard CityNames.known.isCity(first) || isShouted && CityNames.known.isCountry(parts[1]) else {
      return nil
    }
    if line.last == ":", parts.count <= 3, parts.allSatisfy({ CityNames.known.isCity($0) }) {
      return Dateline(location: DatelineFields.location(parts), agency: nil, text: line)
    }
    guard parts.count == 2, line.contains(","), CityNames.known.isCountry(parts[1]) else {
      return nil
    }
    return Dateline(location: DatelineFields.location(parts), agency: nil, text: line)
  }

  /// The city in `Ada Quill / New Delhi February 14, 2031` and `Ada Quill, London, 14 February 2031`: behind a name,
  /// before a date, and nothing else.
  static func besideName(_ line: String) -> String? {
    guard line.utf8.count <= 120, line.contains(where: Dateline.isDigit),
      DatelineFields.namesMonth(line)
    else { return nil }
    let parts = line.split { "/|·•,".contains($0) }.map(trimmed).filter { !$0.isEmpty }
    guard parts.count >= 2, isName(parts[0]) else { return nil }
    var found: String?
    for part in parts.dropFirst() {
      let city =
        CityNames.known.isCity(part) ? part : DatelineFields.dated(part).map(\.location)
      if let city, CityNames.known.isCity(city), found == nil, city.first?.isLowercase == false {
        found = city
      } else if !part.contains(where: Dateline.isDigit), found != nil || !isName(part) {
        return nil
      } else if part.contains(where: Dateline.isDigit), found == nil {
        return nil
      }
    }
    return found
  }

  /// The city at the end of a byline, behind a comma and nothing else: `By Ada Quill, Nairobi`,
  /// `Ada Quill and Tam Orrock, Lille`.
  ///
  /// `isStated`: the page's data calls the line its author's; another one has to begin with `By`.
  static func behindNames(_ line: String, isStated: Bool) -> String? {
    guard line.utf8.count <= 120, !line.contains(where: Dateline.isDigit),
      let comma = line.lastIndex(of: ",")
    else { return nil }
    let city = trimmed(line[line.index(after: comma)...])
    let before = String(line[..<comma])
    guard city.first?.isLowercase == false, CityNames.known.isCity(city), !before.contains(",")
    else { return nil }
    let names = Bylines.names(in: before, requiresBy: !isStated)
    return !names.isEmpty && names.allSatisfy { $0.contains(" ") && isName($0) }
      && !names.contains(where: { AuthorField.hasOrganizationWord($0) }) ? city : nil
  }

  /// One to four words that begin with capitals or have none, and that are no city's.
  private static func isName(_ text: some StringProtocol) -> Bool {
    let words = text.split(separator: " ")
    return (1...4).contains(words.count) && !CityNames.known.isCity(text)
      && words.allSatisfy { $0.first.map { $0.isLetter && !$0.isLowercase } == true }
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
