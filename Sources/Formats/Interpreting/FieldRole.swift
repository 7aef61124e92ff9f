import Unicode

/// What a field of a scraper's record means for an article.
enum FieldRole: Sendable, Hashable, CaseIterable {
  case headline, alternativeHeadline, body, page, url, canonicalURL, published, modified, author
  case language, publisher, domain, description, section, keywords, access

  /// A role, and how good a source for it the field is; 0 is best.
  struct Claim: Sendable {
    var role: FieldRole
    var rank: Int
  }

  /// The role of a field name; letter case, marks, `_`, `-`, spaces and `:` do not count.
  static func claim(of name: String) -> Claim? {
    let key = normalized(name)
    return claims[key] ?? (isASCII(key) ? nil : wideClaim(of: key))
  }

  private static func isASCII(_ name: String) -> Bool { name.utf8.allSatisfy { $0 < 0x80 } }

  private static func wideClaim(of key: String) -> Claim? {
    let folded = folded(key)
    return isASCII(folded) ? claims[folded] : wideClaims[folded]
  }

  /// A normalized name without the marks that spellings leave away.
  static func folded(_ name: String) -> String {
    isASCII(name)
      ? name : String(decoding: Folding.shared.folded(Array(name.utf8)), as: UTF8.self)
  }

  static func normalized(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(15)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: ":"),
        UInt8(ascii: "."), UInt8(ascii: "@"):
        continue
      default: bytes.append(byte)
      }
      // No known name is longer.
      if bytes.count > 90 { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let claims: [String: Claim] = {
    var claims: [String: Claim] = [:]
    for (role, names) in aliases {
      for (rank, group) in names.enumerated() {
        for name in group.split(separator: " ") {
          claims[String(name)] = Claim(role: role, rank: rank)
        }
      }
    }
    for (role, rank, names) in LocalFieldWords.english {
      for name in names where claims[name] == nil { claims[name] = Claim(role: role, rank: rank) }
    }
    for (name, claim) in LocalFieldWords.claims(inASCII: true) where claims[name] == nil {
      claims[name] = claim
    }
    return claims
  }()

  /// Names of other scripts, folded; made when the first of them is asked for.
  private static let wideClaims: [String: Claim] = {
    var claims: [String: Claim] = [:]
    for (name, claim) in LocalFieldWords.claims(inASCII: false) where claims[name] == nil {
      claims[name] = claim
    }
    return claims
  }()

  /// Names as scrapers write them, a line for each rank: schema.org's own and unmistakable names
  /// first, words that may mean something else last.
  static let aliases: [(FieldRole, [String])] = [
    (
      .headline,
      [
        "headline title articletitle newstitle contenttitle posttitle storytitle titletext webtitle",
        "heading articleheadline newsheadline headlinetext titleen titlemain maintitle pagetitle",
        "titlepage titlerss subject titre titulo título titel titolo заголовок 标题 標題 タイトル 제목",
        "name headlines ogtitle metatitle h1",
      ]
    ),
    (.alternativeHeadline, ["alternativeheadline subheadline subheadlines subtitle subheading"]),
    (
      .body,
      [
        "articlebody maintext fulltext articletext articlecontent newstext newscontent contenttext "
          + "contentencoded bodytext storytext posttext postcontent fullcontent fullarticle",
        "text content body contenthtml contentrendered articlehtml bodyhtml cleanedtext cleantext "
          + "pagecontent textcontent storybody articlefulltext contenttextplain bodies 正文 内容 內容 本文 본문 текст",
        "story article paragraphs texto contenido conteudo conteúdo inhalt contenu corpo cuerpo "
          + "markdown rawtext selftext message textresource plaintext maincontent extractedtext "
          + "contentplain textclean markdowncontent contentmarkdown",
        "cleanedhtml",
      ]
    ),
    (.page, ["html rawhtml pagehtml htmlcontent pagesource httpresponsebody browserhtml fullhtml"]),
    (
      .url,
      [
        "url link articleurl newsurl pageurl articlelink newslink permalink weburl",
        "originalurl finalurl requesturl requestedurl href uri loc storyurl posturl webpageurl "
          + "externalurl loadedurl respondedurl responseurl fullurl 链接 鏈接 ссылка enlace lien",
        "sourceurl guid id mainentityofpage pagelink ogurl originid alternate",
      ]
    ),
    (.canonicalURL, ["canonicalurl canonicallink canonical resolvedpageurl"]),
    (
      .published,
      [
        "datepublished publishedat publishedon publisheddate publishdate published datepublish "
          + "pubdate publicationdate publicationtime publishtime publishedtime publisheddatetime "
          + "firstpublished firstpublicationdate webpublicationdate articlepublishedtime "
          + "contentpublisheddate publishedts publishdatetime publishedutc publishedtimestamp "
          + "firstcreated contentcreated dateunixtime publishingdate timepublished "
          + "ogarticlepublishedtime datepublishedgmt dcdateissued",
        "date posteddate postedat dateposted articledate newsdate releasedate releasetime pubtime "
          + "postdate posted issued datecreated dctermscreated dcdate storydate writtenat "
          + "isodate dateutc datestr 发布时间 發布時間 日期 날짜 дата fecha datum data "
          + "公開日 投稿日 掲載日 配信日時 게시일 작성일 등록일 입력일 tarih tanggal dátum",
        "datetime createdat created creationdate time timestamp 时间 時間 createdutc dateline "
          + "seendate publishedparsed createdparsed",
      ]
    ),
    (
      .modified,
      [
        "datemodified modifiedat modified modifieddate datemodify articlemodifiedtime "
          + "versioncreated",
        "updatedat updated updateddate lastmodified lastupdated dateupdated updatetime lastupdate "
          + "updatedparsed",
      ]
    ),
    (
      .author,
      [
        "author authors authorname authornames articleauthor authorslist authorlist",
        "byline creator creators writer writers journalist reporter dccreator authorfull writtenby "
          + "publishedby publishedbylines primaryauthor reporters journalists "
          + "bylines postedby 作者 記者 记者 기자 автор autor auteur "
          + "autore autori autores autorin autoren autorka auteurs forfatter författare kirjoittaja "
          + "szerző yazar muhabir penulis συντάκτης συγγραφέας авторы автори كاتب الكاتب نویسنده "
          + "लेखक 著者 筆者 執筆者 작성자 글쓴이",
        "by contributors contributor username screenname account credits",
      ]
    ),
    (
      .language,
      ["inlanguage language lang metalang languagecode langcode", "locale sourcelanguage oglocale"]
    ),
    (
      .publisher,
      [
        "publisher publishername sitename sourcename newspaper outlet publication mediaoutlet",
        "source site website provider media channelname sitefull newssource agency 来源 來源 出典",
        "feedtitle feed channel",
      ]
    ),
    (.domain, ["sourcedomain domain hostname host siteurl netloc maindomain"]),
    (
      .description,
      [
        "description summary excerpt abstract standfirst teaser lead dek",
        "metadescription snippet intro introduction shortdescription shorttext ogdescription leadtext "
          + "highlighttext trailtext leadparagraph 摘要",
      ]
    ),
    (.section, ["articlesection section sectionname", "category categories rubric topic desk 栏目"]),
    (.keywords, ["keywords tags keyword metakeywords tag", "topics subjects newskeywords labels"]),
    (.access, ["isaccessibleforfree"]),
  ]
}
