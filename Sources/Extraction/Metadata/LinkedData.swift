import Bytes
import JSONTree

/// What a page's JSON-LD says about its article.
struct LinkedData {
  var headline: String?
  var alternativeHeadline: String?
  var authors: [(name: String, url: String?, isPerson: Bool)] = []
  var published: String?
  var modified: String?
  var created: String?
  var body: String?
  var description: String?
  var sections: [String] = []
  var keywords: [String] = []
  var isFree: Bool?
  var language: String?
  var publisher: String?
  var dateline: String?
  var url: String?
  /// The address of the page that an article is the main thing of.
  var page: String?
  /// Names of organisations and sites on the page, none of which is an author.
  var siteNames: [String] = []
  /// True when an object of an article's type was there.
  var hasArticle = false
  /// The types of the page's main objects, for telling a section page from an article.
  var types: [String] = []

  /// Reads all scripts of a page; what is broken is read as far as it goes.
  ///
  /// `headings` are the page's own headlines: of several articles the one that has one of them is
  /// the page's, whatever stands before it. `addresses` are the page's own: an article with another
  /// one and no word of the headings is a related one.
  init(_ scripts: [[UInt8]], headings: [String] = [], addresses: [String] = []) {
    var objects: [JSONValue] = []
    for script in scripts {
      let script = LinkedData.withoutPrefix(script)
      for value in LinkedDataScript.values(in: script) { LinkedData.collect(value, into: &objects) }
      if objects.count > 3000 { break }
    }
    var byID: [String: JSONValue] = [:]
    for object in objects {
      if let id = object["@id"]?.string, LinkedData.namesPerson(object) {
        byID[id] = byID[id] ?? object
      }
    }
    for object in objects { note(object) }
    let keys = headings.map { NameFolding.key($0) }.filter { !$0.isEmpty }
    let words = headings.reduce(into: Set<String>()) { $0.formUnion(LinkedData.stems($1)) }
    let ranked = objects.map { ($0, LinkedData.rank($0, keys)) }.filter {
      $0.1 > 0 && ($0.1 < 10 || !LinkedData.isOfOther($0.0, words, addresses))
    }
    let best = ranked.max { $0.1 < $1.1 }?.1 ?? 0
    for (object, rank) in ranked where rank == best {
      take(object, byID, isArticle: rank >= 10)
      if headline != nil { break }
    }
    for (object, rank) in ranked where rank < best && rank > 0 {
      if rank >= 10, headline != nil { continue }
      take(object, byID, isArticle: false)
    }
  }

  /// A script without the prefix that some pages write before every name: `"schema:headline"`.
  private static func withoutPrefix(_ script: [UInt8]) -> [UInt8] {
    let prefix = Array("\"schema:".utf8)
    guard var next = Find.position(of: prefix, in: script, from: 0) else { return script }
    var out: [UInt8] = []
    var start = 0
    while true {
      out += script[start...next]
      start = next + prefix.count
      guard let later = Find.position(of: prefix, in: script, from: start) else { break }
      next = later
    }
    return out + script[start...]
  }

  /// All objects of a value, outer ones first; bounded in number and depth.
  private static func collect(_ root: JSONValue, into objects: inout [JSONValue]) {
    var queue: [(value: JSONValue, depth: Int)] = [(root, 0)]
    var next = 0
    while next < queue.count, queue.count < 5000 {
      let (value, depth) = queue[next]
      next += 1
      guard depth < 12 else { continue }
      if value.isArray {
        for element in value.elements where element.isObject || element.isArray {
          queue.append((element, depth + 1))
        }
      } else if value.isObject {
        objects.append(value)
        for (_, member) in value.members where member.isObject || member.isArray {
          queue.append((member, depth + 1))
        }
      }
    }
  }

  static func types(_ object: JSONValue) -> [String] {
    guard let type = object["@type"] else { return [] }
    if let one = type.string { return [one] }
    return type.elements.compactMap { $0.string }
  }

  /// True for an article with an address of its own that shares no word with the page's headings.
  private static func isOfOther(
    _ object: JSONValue, _ words: Set<String>, _ addresses: [String]
  ) -> Bool {
    guard words.count >= 3, let title = text(object["headline"] ?? object["name"]) else {
      return false
    }
    let own = stems(title)
    guard own.count >= 2, words.isDisjoint(with: own) else { return false }
    let page = object["mainEntityOfPage"]
    let stated = [
      text(object["url"]), page?.string, page?["@id"]?.string, object["@id"]?.string,
    ].compactMap(\.self).filter { $0.utf8.count > 8 && $0.hasPrefix("http") }
    let known = Set(addresses.map { NameFolding.key($0) })
    return !stated.isEmpty && !stated.contains { known.contains(NameFolding.key($0)) }
  }

  /// The beginnings of a text's longer words; of scripts without blanks every two signs.
  private static func stems(_ text: String) -> Set<String> {
    var found: Set<String> = []
    for word in text.prefix(400).lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }
    ) {
      if word.unicodeScalars.contains(where: { $0.value >= 0x0E00 }) {
        for (first, second) in zip(word, word.dropFirst()) { found.insert("\(first)\(second)") }
      } else if word.count >= 4 {
        found.insert(String(word.prefix(5)))
      }
    }
    return found
  }

  /// How likely an object is the page's article: 10 and more for an article's type.
  private static func rank(_ object: JSONValue, _ headings: [String]) -> Int {
    var best = 0
    for type in types(object) {
      let name = type.split(separator: "/").last.map(String.init) ?? type
      switch name {
      case "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "BackgroundNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "AskPublicNewsArticle":
        best = max(best, 20)
      case "Article", "BlogPosting", "TechArticle", "ScholarlyArticle", "SocialMediaPosting",
        "Report", "AdvertiserContentArticle", "SatiricalArticle", "MedicalWebPage", "Recipe":
        best = max(best, 18)
      case "Review", "VideoObject", "CreativeWork", "HowTo", "Interview", "QAPage":
        best = max(best, 4)
      case "WebPage", "ItemPage": best = max(best, 3)
      default: break
      }
    }
    assert(best <= 20, "a type's rank leaves room for what the page shows")
    if best >= 10 {
      if object["headline"] == nil && object["name"] == nil { best -= 6 }
      if object["articleBody"] != nil { best += 1 }
      if object["datePublished"] == nil { best -= 3 }
      if let own = text(object["headline"] ?? object["name"]).map({ NameFolding.key($0) }),
        own.utf8.count >= 8, headings.contains(where: { $0.hasPrefix(own) || own.hasPrefix($0) })
      {
        best += 20
      }
    }
    return best
  }

  private mutating func note(_ object: JSONValue) {
    let names = LinkedData.types(object)
    if types.count < 200 { types += names }
    let isSite = names.contains {
      $0 == "WebSite"
    }
    if isSite, let name = LinkedData.text(object["name"]), siteNames.count < 20 {
      siteNames.append(name)
    }
  }

  private mutating func take(_ object: JSONValue, _ byID: [String: JSONValue], isArticle: Bool) {
    assert(object.isObject)
    let isMain = isArticle && !hasArticle
    if isArticle { hasArticle = true }
    if isArticle || LinkedData.types(object).contains("WebPage") {
      if isArticle {
        headline =
          headline ?? LinkedData.text(object["headline"]) ?? LinkedData.text(object["name"])
        alternativeHeadline = alternativeHeadline ?? LinkedData.text(object["alternativeHeadline"])
        body = body ?? LinkedData.text(object["articleBody"])
      }
      language = language ?? LinkedData.text(object["inLanguage"])
      description = description ?? LinkedData.text(object["description"])
      url = url ?? LinkedData.text(object["url"])
      if isArticle, let main = object["mainEntityOfPage"] {
        page = page ?? main["@id"]?.string ?? main.string
      }
    }
    if authors.isEmpty {
      for key in ["author", "creator"] where authors.isEmpty {
        if let value = object[key] { addAuthors(value, byID) }
      }
    }
    published = published ?? LinkedData.text(object["datePublished"])
    modified = modified ?? LinkedData.text(object["dateModified"])
    created = created ?? LinkedData.text(object["dateCreated"])
    dateline = dateline ?? object["dateline"]?.string
    if isMain {
      if let value = object["isAccessibleForFree"] {
        isFree = value.boolean ?? value.string.map { $0.lowercased() == "true" }
      }
      sections = LinkedData.texts(object["articleSection"])
      keywords = LinkedData.texts(object["keywords"])
    }
    if let value = object["publisher"], publisher == nil {
      publisher =
        LinkedData.text(value["name"])
        ?? value["@id"]?.string.flatMap { byID[$0] }.flatMap { LinkedData.text($0["name"]) }
    }
  }

  private static func namesPerson(_ object: JSONValue) -> Bool {
    nameKeys.contains { object[$0] != nil }
  }

  private static let nameKeys = ["name", "givenName", "familyName", "fullName", "legalName"]

  private mutating func addAuthors(
    _ value: JSONValue, _ byID: [String: JSONValue], depth: Int = 0
  ) {
    if let name = value.string {
      if let person = byID[name] { return addAuthors(person, byID, depth: depth + 1) }
      authors.append((name, nil, true))
    } else if value.isArray {
      for element in value.elements.prefix(30) where authors.count < 60 {
        // A list in a list holds people, not lists again.
        let people = element.isArray ? Array(element.elements.prefix(30)) : [element]
        for person in people where !person.isArray { addAuthors(person, byID) }
      }
    } else if value.isObject {
      if let list = value["@list"] ?? value["@set"], list.isArray {
        for person in list.elements.prefix(30) where !person.isArray && authors.count < 60 {
          addAuthors(person, byID)
        }
        return
      }
      let person =
        LinkedData.namesPerson(value) ? value : value["@id"]?.string.flatMap { byID[$0] } ?? value
      if !LinkedData.namesPerson(person), depth < 3 {
        // A page about a person, a graph of its own, a list that was written as an object.
        for (key, inner) in person.members.prefix(30)
        where LinkedData.innerKeys.contains(key) || key.allSatisfy(\.isNumber) {
          addAuthors(inner, byID, depth: depth + 1)
        }
        return
      }
      if let names = person["name"], names.isArray {
        for name in names.elements.prefix(30) {
          if let text = name.string { authors.append((text, nil, true)) }
        }
      } else if let name = LinkedData.text(
        person["name"] ?? person["fullName"] ?? person["legalName"])
      {
        let isSite = LinkedData.types(person).contains { $0.hasSuffix("Organization") }
        authors.append((name, LinkedData.text(person["url"]), !isSite))
      } else {
        let parts = ["givenName", "additionalName", "familyName"].compactMap {
          LinkedData.text(person[$0])
        }
        if !parts.isEmpty {
          authors.append((parts.joined(separator: " "), LinkedData.text(person["url"]), true))
        }
      }
    }
  }

  private static let innerKeys: Set<String> = [
    "mainEntity", "@graph", "author", "creator", "person", "Person",
  ]

  /// A string, or the first of a list of strings, with markup's character references resolved.
  static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    if let text = value.scalarText, !text.isEmpty, !value.isNull { return text }
    if value.isArray {
      for element in value.elements {
        if let text = element.string, !text.isEmpty { return text }
      }
    }
    return value.isObject ? value["@value"]?.string ?? value["name"]?.string : nil
  }

  private static func texts(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    if let text = value.string {
      return text.split(separator: ",").prefix(60).map { PageHead.collapsed(String($0)) }
        .filter { !$0.isEmpty }
    }
    return value.elements.prefix(60).compactMap { $0.string }.map { PageHead.collapsed($0) }
  }
}
