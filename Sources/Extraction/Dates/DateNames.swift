/// The words that dates are written with, in the languages that news is written in.
///
/// Names of months as CLDR lists them (wide and abbreviated, nominative and genitive), in lower
/// case. Where two languages disagree on a word, the language of the page decides.
enum DateNames {
  /// The month, 1 to 12, that `word` (lower case) names; nil when it names none.
  static func month(_ word: [UInt8], language: [UInt8]) -> Int? {
    if word.starts(with: listopad) { return language.starts(with: croatian) ? 10 : 11 }
    return months[word]
  }

  /// True for a weekday or a word that stands between the parts of a date, such as `de` or `of`.
  static func isFiller(_ word: [UInt8]) -> Bool { fillers.contains(word) }

  /// Minutes east of Greenwich for a zone's abbreviation in lower case, where it names one zone.
  static func zoneMinutes(_ word: [UInt8]) -> Int? { zones[word] }

  /// Marks a zone of North America whose name leaves summer time open: `ET` by 10,000 more.
  static func americanZone(_ word: [UInt8]) -> Int? { americanZones[word] }

  /// What `americanZone` adds; the day then says which of the two is meant.
  static let openZone = 10_000

  private static let americanZones: [[UInt8]: Int] = [
    Array("et".utf8): openZone - 300, Array("ct".utf8): openZone - 360,
    Array("mt".utf8): openZone - 420, Array("pt".utf8): openZone - 480,
  ]

  private static let listopad = Array("listopad".utf8)
  private static let croatian = Array("hr".utf8)

  /// One language a line; months parted by `|`, spellings by a blank.
  private static let monthLines = [
    // English
    """
    january jan|february feb febr|march mar|april apr|may|june jun|july jul|august aug|\
    september sep sept|october oct|november nov|december dec
    """,
    // German, Austrian German
    """
    januar jänner jän|februar feber|märz mär mrz maerz|april|mai|juni|juli|august|september|\
    oktober okt|november|dezember dez
    """,
    // French
    """
    janvier janv|février févr fév fevrier fevr|mars|avril avr|mai|juin|juillet juil|août aout aoû|\
    septembre|octobre|novembre|décembre déc decembre
    """,
    // Spanish, with the forms of Catalan and Galician
    """
    enero ene gener xaneiro|febrero febrer|marzo març|abril abr|mayo maig maio|junio juny xuño|\
    julio juliol xullo|agosto ago agost|septiembre setiembre setembre set|octubre|\
    noviembre novembre|diciembre dic desembre
    """,
    // Portuguese
    """
    janeiro|fevereiro fev|março|abril|maio mai|junho|julho|agosto|setembro|outubro out|\
    novembro|dezembro
    """,
    // Italian
    """
    gennaio gen|febbraio febb|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre sett|\
    ottobre ott|novembre|dicembre
    """,
    // Dutch
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    // Danish, Norwegian, Swedish, Icelandic
    """
    januari janúar|februari febrúar|marts mars|apríl|maj maí|juni júní|juli júlí|augusti ágúst|\
    september|oktober október|november nóvember|desember december des
    """,
    // Finnish
    """
    tammikuuta tammikuu tammi|helmikuuta helmikuu helmi|maaliskuuta maaliskuu maalis|\
    huhtikuuta huhtikuu huhti|toukokuuta toukokuu touko|kesäkuuta kesäkuu kesä|\
    heinäkuuta heinäkuu heinä|elokuuta elokuu elo|syyskuuta syyskuu syys|lokakuuta lokakuu loka|\
    marraskuuta marraskuu marras|joulukuuta joulukuu joulu
    """,
    // Estonian, Latvian, Lithuanian
    """
    jaanuar jaan janvāris janvārī sausio sausis|veebruar veebr februāris februārī vasario vasaris|\
    märts marts martā kovo kovas|aprill aprīlis aprīlī balandžio balandis|mai maijs maijā \
    gegužės gegužė|juuni jūnijs jūnijā birželio birželis|juuli jūlijs jūlijā liepos liepa|\
    august augusts augustā rugpjūčio rugpjūtis|september septembris septembrī rugsėjo rugsėjis|\
    oktoober oktobris oktobrī spalio spalis|november novembris novembrī lapkričio lapkritis|\
    detsember dets decembris decembrī gruodžio gruodis
    """,
    // Polish
    """
    stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|\
    czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|\
    października październik paź|listopada lis|grudnia grudzień gru
    """,
    // Czech, Slovak
    """
    ledna leden led január januára|února únor úno február februára|března březen bře marec marca|\
    dubna duben dub apríla|května květen kvě máj mája|června červen čvn jún júna|\
    července červenec čvc júl júla|srpna srpen srp augusta|září zář septembra|října říjen říj \
    októbra|listopadu novembra|prosince prosinec pro decembra
    """,
    // Hungarian, Romanian
    """
    január jan ianuarie ian|február februarie|március márc martie|április ápr aprilie|május máj \
    mai|június jún iunie iun|július júl iulie iul|augusztus august|szeptember szept septembrie|\
    október octombrie|november noiembrie noi|december decembrie
    """,
    // Croatian, Slovene, Serbian, Bosnian
    """
    siječnja siječanj januarja januara јануар јануара|veljače veljača februarja februara фебруар \
    фебруара|ožujka ožujak marca marta март марта|travnja travanj aprila април априла|svibnja \
    svibanj maja мај маја|lipnja lipanj junija juna јун јуна јуни|srpnja srpanj julija jula јул \
    јула јули|kolovoza kolovoz avgusta avgust август августа|rujna rujan septembra септембар \
    септембра|oktobra октобар октобра|studenoga studeni novembra новембар новембра|\
    prosinca prosinac decembra децембар децембра
    """,
    // Russian, Bulgarian, Macedonian
    """
    января январь янв януари|февраля февраль фев февр февруари|марта март мар|апреля апрель апр \
    април|мая май|июня июнь июн юни|июля июль июл юли|августа август авг|сентября сентябрь сен \
    сент септември|октября октябрь окт октомври|ноября ноябрь ноя нояб ноември|декабря декабрь \
    дек декември
    """,
    // Ukrainian, Belarusian
    """
    січня січень студзеня|лютого лютий лютага|березня березень сакавіка|квітня квітень красавіка|\
    травня травень мая|червня червень чэрвеня|липня липень ліпеня|серпня серпень жніўня|\
    вересня вересень верасня|жовтня жовтень кастрычніка|листопада листопад лістапада|\
    грудня грудень снежня
    """,
    // Greek, Turkish
    """
    ιανουαρίου ιανουάριος ιαν ocak oca|φεβρουαρίου φεβρουάριος φεβ şubat şub|μαρτίου μάρτιος μαρ \
    mart|απριλίου απρίλιος απρ nisan nis|μαΐου μαΐος μάιος μάι mayıs|ιουνίου ιούνιος ιουν haziran \
    haz|ιουλίου ιούλιος ιουλ temmuz tem|αυγούστου αύγουστος αυγ ağustos ağu|σεπτεμβρίου \
    σεπτέμβριος σεπ σεπτ eylül eyl|οκτωβρίου οκτώβριος οκτ ekim eki|νοεμβρίου νοέμβριος νοε kasım \
    kas|δεκεμβρίου δεκέμβριος δεκ aralık ara
    """,
    // Arabic, Hebrew, Persian spellings of the Gregorian months
    """
    يناير كانون ינואר בינואר ژانویه جانفي|فبراير شباط פברואר בפברואר فوریه فيفري|مارس آذار מרץ \
    במרץ|أبريل ابريل نيسان אפריל באפריל آوریل إبريل أفريل|مايو أيار מאי במאי مه ماي|يونيو حزيران \
    יוני ביוני ژوئن جوان|يوليو تموز יולי ביולי ژوئیه جويلية|أغسطس اغسطس آب אוגוסט באוגוסט اوت أوت|\
    سبتمبر أيلول ספטמבר בספטמבר سپتامبر|أكتوبر اكتوبر תשרי אוקטובר באוקטובר اکتبر|نوفمبر נובמבר \
    בנובמבר نوامبر|ديسمبر דצמבר בדצמבר دسامبر
    """,
    // Indonesian, Malay, Swahili, Tagalog
    """
    januari enero|februari pebruari pebrero|maret mac marso machi|april abril aprili|mei mayo|juni jun \
    hunyo|juli julai hulyo|agustus ogos agosti agosto|september setyembre septemba|oktober oktoba oktubre|\
    november novemba nobyembre|desember disember disemba desemba disyembre
    """,
    // Hindi, Bengali, Urdu
    """
    जनवरी জানুয়ারি জানুয়ারি جنوری|फ़रवरी फरवरी ফেব্রুয়ারি ফেব্রুয়ারি فروری|मार्च মার্চ مارچ|\
    अप्रैल এপ্রিল اپریل|मई মে مئی|जून জুন جون|जुलाई জুলাই جولائی|अगस्त আগস্ট اگست|सितंबर \
    सितम्बर সেপ্টেম্বর ستمبر|अक्टूबर অক্টোবর اکتوبر|नवंबर नवम्बर নভেম্বর نومبر|दिसंबर दिसम्बर \
    ডিসেম্বর دسمبر
    """,
    // Thai
    """
    มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม
    """,
    "ม.ค|ก.พ|มี.ค|เม.ย|พ.ค|มิ.ย|ก.ค|ส.ค|ก.ย|ต.ค|พ.ย|ธ.ค",
    // Albanian, Azerbaijani, Uzbek
    """
    janar yanvar|shkurt fevral|mars mart|prill aprel|maj may|qershor iyun|korrik iyul|gusht avqust \
    avgust|shtator sentyabr sentabr|tetor oktyabr oktabr|nëntor noyabr|dhjetor dekabr
    """,
    // Kazakh, Georgian, Armenian
    """
    қаңтар იანვარი იანვარს հունվարի|ақпан თებერვალი თებერვალს փետրվարի|наурыз მარტი մարտի|сәуір \
    აპრილი ապրիլի|мамыр მაისი մայիսի|маусым ივნისი հունիսի|шілде ივლისი հուլիսի|тамыз აგვისტო \
    օգոստոսի|қыркүйек სექტემბერი սեպտեմբերի|қазан ოქტომბერი հոկտեմբերի|қараша ნოემბერი նոյեմբերի|\
    желтоқсан დეკემბერი դեկտեմբերի
    """,
    // Tamil, and short forms of Ukrainian
    """
    ஜனவரி січ|பிப்ரவரி лют|மார்ச் бер берез|ஏப்ரல் квіт|மே трав|ஜூன் черв|ஜூலை лип|ஆகஸ்ட் серп|\
    செப்டம்பர் вер верес|அக்டோபர் жовт|நவம்பர் лист листоп|டிசம்பர் груд
    """,
  ]

  /// The month of two words: Levantine names such as `تشرين الثاني`, Thai short forms such as `ก.พ.`
  static func month(_ first: [UInt8], _ second: [UInt8], dotted: Bool) -> Int? {
    dotted ? months[first + [UInt8(ascii: ".")] + second] : pairs[first + [0x20] + second]
  }

  private static let pairs: [[UInt8]: Int] = {
    var found: [[UInt8]: Int] = [:]
    for (name, month) in [
      ("كانون الثاني", 1), ("تشرين الأول", 10), ("تشرين الثاني", 11), ("كانون الأول", 12),
    ] {
      let words = name.split(separator: " ").map { DateWords.folded(Array($0.utf8)) }
      found[words[0] + [0x20] + words[1]] = month
    }
    return found
  }()

  /// The month, 1 to 12, of the Iranian calendar.
  static func iranianMonth(_ word: [UInt8]) -> Int? { iranianMonths[word] }

  private static let iranianMonths: [[UInt8]: Int] = {
    let names = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
    var found: [[UInt8]: Int] = [:]
    for (index, name) in names.split(separator: " ").enumerated() {
      found[DateWords.folded(Array(name.utf8))] = index + 1
    }
    return found
  }()

  private static let months: [[UInt8]: Int] = {
    var found: [[UInt8]: Int] = [:]
    for line in monthLines {
      for (index, spellings) in line.split(separator: "|").enumerated() {
        for spelling in spellings.split(separator: " ") {
          let word = DateWords.folded(Array(spelling.utf8))
          if found[word] == nil { found[word] = index + 1 }
        }
      }
    }
    return found
  }()

  private static let fillers = DateWords.set(
    """
    of de del di do den der the th st nd rd er ème ième º ª am on em le la el d dne dnia lo il a \
    г в р года року год năm ngày พ ศ ค พุทธศักราช
    """)

  private static let zones: [[UInt8]: Int] = {
    let table = """
      z 0|gmt 0|utc 0|ut 0|wat 60|cat 120|eat 180|wez 0|oez 120|oesz 180|hnec 60|haec 120|ast -240|\
      adt -180|nst -210|ndt -150|clt -240|clst -180|pet -300|trt 180|gst 240|ict 420|pht 480|myt 480|\
      npt 345|irst 210|idt 180|мск 180|yekt 300|omst 360|krat 420|irkt 480|yakt 540|vlat 600|\
      wet 0|bst 60|west 60|cet 60|mez 60|cest 120|mesz 120|eet 120|eest 180|msk 180|\
      est -300|edt -240|cst -360|cdt -300|mst -420|mdt -360|pst -480|pdt -420|akst -540|akdt -480|\
      hst -600|ist 330|pkt 300|hkt 480|sgt 480|awst 480|jst 540|kst 540|acst 570|acdt 630|\
      aest 600|aedt 660|nzst 720|nzdt 780|sast 120|brt -180|art -180|wib 420|wita 480|wit 540
      """
    var found: [[UInt8]: Int] = [:]
    for entry in table.split(separator: "|") {
      let parts = entry.split(separator: " ")
      if let minutes = Int(parts[1]) { found[DateWords.folded(Array(parts[0].utf8))] = minutes }
    }
    return found
  }()
}
