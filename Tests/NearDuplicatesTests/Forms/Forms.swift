extension Form {
  /// Forms of ten languages and of many things; all names and figures are made up.
  static let all: [Form] = [
    Form(
      name: "sport, Spanish", headline: "El {0} vence al {1} por {2} a {3}",
      paragraphs: [
        "El {0} se impuso este domingo al {1} por {2} a {3} en un partido correspondiente a "
          + "la jornada {4} de la liga regional.",
        "El equipo local abrió el marcador en el minuto {5} con un tanto de {6}, que "
          + "aprovechó un rechace del portero.",
        "El entrenador se mostró satisfecho con el trabajo de sus jugadores y pidió calma a "
          + "la afición de cara a los próximos encuentros.",
        "Con este resultado, el {0} suma {7} puntos y ocupa el puesto {8} de la "
          + "clasificación. La próxima jornada se disputará el fin de semana que viene.",
      ],
      fillings: [
        ["Atlético Marenda", "Real Olvera", "2", "1", "14", "23", "Julián Tapia", "27", "5"],
        [
          "Deportivo Sanlara", "Unión Pedrales", "3", "0", "14", "41", "Marcos Iriarte", "19", "11",
        ],
        ["Racing Torrejal", "CF Almodre", "1", "0", "15", "77", "Beto Salcedo", "33", "2"],
      ]),
    Form(
      name: "obituary, French", headline: "Avis de décès : {0}",
      paragraphs: [
        "{0} s’est {6} {1} à l’âge de {2} ans, entouré de l’affection des siens, a annoncé "
          + "la famille dans un communiqué.",
        "Né à {3}, il avait travaillé pendant {4} ans comme {5} et participait activement à "
          + "la vie associative de la commune.",
        "La cérémonie religieuse aura lieu à l’église paroissiale, suivie de l’inhumation au "
          + "cimetière communal. Ni fleurs ni couronnes, la famille remercie toutes les "
          + "personnes qui prendront part à sa peine.",
        "Un registre de condoléances est ouvert à la mairie aux heures habituelles.",
      ],
      fillings: [
        ["Marcel Tournevent", "lundi", "84", "Brévigny", "31", "instituteur", "éteint"],
        ["Roger Palissard", "mercredi", "91", "Montcorbeau", "27", "menuisier", "éteint"],
      ]),
    Form(
      name: "weather, Russian", headline: "Погода в {0} на пятницу",
      paragraphs: [
        "В {0} в пятницу ожидается {1}, сообщили синоптики. Температура воздуха днём "
          + "составит {2} градусов, ночью — {3}.",
        "Ветер {4}, {5} метров в секунду. Атмосферное давление — {6} миллиметров ртутного "
          + "столба.",
        "Водителей просят соблюдать дистанцию и не превышать скорость на мокрой дороге. "
          + "Следующий прогноз будет опубликован вечером.",
        "Подробные данные метеостанций можно найти на сайте областной администрации.",
      ],
      fillings: [
        ["Верхнереченске", "ясная погода", "18", "7", "западный", "4", "752"],
        ["Соснограде", "небольшой дождь", "12", "5", "северный", "9", "741"],
        ["Нижнеозёрске", "облачность", "15", "9", "южный", "6", "747"],
      ]),
    Form(
      name: "sport, Russian", headline: "«{0}» обыграл «{1}» со счётом {2}:{3}",
      paragraphs: [
        "Хоккейный клуб «{0}» в домашнем матче одержал победу над командой «{1}» со счётом "
          + "{2}:{3}.",
        "У победителей отличились {4} и {5}. Встречу посетили {6} зрителей.",
        "Главный тренер после игры поблагодарил болельщиков за поддержку и отметил, что "
          + "команда показала характер.",
        "После {7} игр «{0}» занимает {8}-е место в турнирной таблице своей группы. "
          + "Следующий матч команда проведёт на выезде.",
      ],
      fillings: [
        ["Север", "Молот", "4", "2", "Игорь Лапшин", "Денис Ковров", "5 120", "23", "3"],
        ["Каскад", "Авангард-2", "3", "1", "Павел Рощин", "Семён Ткач", "2 870", "21", "7"],
        ["Буран", "Звезда", "5", "0", "Кирилл Дёмин", "Олег Сурин", "4 015", "24", "1"],
      ]),
    Form(
      name: "weather, Japanese", headline: "{0}の天気、金曜日は{1}",
      paragraphs: [
        "{0}地方気象台によると、{0}の金曜日の天気は{1}の見込みです。最高気温は{2}度、最低気温は{3}度と予想されています。",
        "{4}の風がやや強く、降水確率は{5}パーセントです。海上では波の高さが{6}メートルになるでしょう。",
        "外出の際は最新の情報を確認し、足元に十分注意してください。農作物の管理にも気を配る必要があります。",
        "次の予報は午後五時に発表される予定です。各地の観測値は県のホームページで公開されています。",
      ],
      fillings: [
        ["青浜", "晴れ", "23", "14", "南", "10", "1"],
        ["鶴原", "雨", "17", "12", "北東", "80", "3"],
        ["御山", "くもり", "19", "11", "西", "30", "2"],
      ]),
    Form(
      name: "weather, Chinese", headline: "{0}今日天气：{1}",
      paragraphs: [
        "据{0}市气象台消息，今天白天{0}{1}，最高气温{2}度，最低气温{3}度。",
        "{4}风{5}级，空气质量为{6}，降水概率为百分之{7}。",
        "气象部门提醒市民，出行时注意交通安全，早晚温差较大，请适时增减衣物，老人和儿童尽量减少外出。",
        "下一次天气预报将于今天下午五时发布，各站点实测数据可在市政府网站查询。",
      ],
      fillings: [
        ["青河", "晴转多云", "24", "13", "西北", "三", "良", "一十"],
        ["临溪", "中雨", "16", "11", "东", "五", "优", "八十"],
        ["石浦", "阴", "19", "12", "南", "二", "轻度污染", "三十"],
      ]),
    Form(
      name: "weather, Korean", headline: "{0} 날씨, 금요일 {1}",
      paragraphs: [
        "기상청은 금요일 {0} 지역에 {1} 날씨가 이어질 것으로 내다봤다. 낮 최고기온은 {2}도, 아침 최저기온은 {3}도로 예상된다.",
        "바람은 {4}에서 초속 {5}미터로 불겠고 강수 확률은 {6}퍼센트다.",
        "기상청 관계자는 외출할 때 최신 예보를 확인하고 안전에 유의해 달라고 당부했다. 농가에서는 시설물을 점검해야 한다.",
        "다음 예보는 오후 다섯 시에 발표된다. 지역별 관측 자료는 도청 누리집에서 볼 수 있다.",
      ],
      fillings: [
        ["청하", "맑은", "22", "10", "서쪽", "3", "20"],
        ["임천", "비 오는", "15", "9", "북동쪽", "8", "80"],
        ["석포", "흐린", "18", "11", "남쪽", "5", "30"],
      ]),
    Form(
      name: "house prices, English", headline: "House prices in {0} {1} by {2} per cent",
      paragraphs: [
        "House prices in {0} {1} by {2} per cent in the year to September, according to "
          + "figures released by the land registry.",
        "The average home in {0} now costs £{3}, compared with £{4} a year ago.",
        "Estate agents said that buyers remained cautious because of the cost of borrowing, "
          + "although the number of viewings had picked up since the summer.",
        "First-time buyers in {0} paid an average of £{5}. Across the region, sales took {6} "
          + "days to complete.",
      ],
      fillings: [
        ["Quillmouth", "rose", "2.1", "241,300", "236,300", "198,400", "71"],
        ["Dunmere", "fell", "0.9", "187,250", "188,900", "151,000", "71"],
        ["Astrand", "rose", "4.6", "312,700", "298,900", "260,500", "71"],
      ]),
    Form(
      name: "police, Italian", headline: "{0}, {1} arrestato per {2}",
      paragraphs: [
        "Un uomo di {3} anni, residente a {0}, è stato arrestato {4} dai carabinieri con "
          + "l’accusa di {2}.",
        "I militari sono intervenuti in {5} dopo la segnalazione di un passante e hanno "
          + "fermato il sospettato poco lontano.",
        "L’arresto è stato convalidato dal giudice, che ha disposto l’obbligo di firma in "
          + "attesa del processo.",
        "I controlli dei carabinieri proseguiranno anche nei prossimi giorni su tutto il "
          + "territorio della provincia.",
      ],
      fillings: [
        ["Montelauro", "operaio", "furto", "34", "lunedì", "via Garibaldi"],
        ["Castelvero", "cuoco", "rapina", "41", "giovedì", "piazza Dante"],
        ["Rocca Pia", "autista", "truffa", "58", "sabato", "viale Mazzini"],
      ]),
    Form(
      name: "a series, German", headline: "Frag Jule: {0}",
      paragraphs: [
        "Liebe Jule, ein Leser schrieb uns diese Woche über {0}, und wir dachten sofort, "
          + "dass du die Richtige für diese Frage bist.",
        "Fangen wir von vorne an: Was sollte jemand über {0} wissen, der noch nie darüber "
          + "nachgedacht hat?",
        "{1}",
        "Das ist wirklich spannend. So habe ich das noch nie gesehen, und unsere Leserinnen "
          + "und Leser sicher auch nicht.",
        "{2}",
        "Vielen Dank, dass du dir die Zeit genommen hast, Jule. Ich habe heute viel gelernt "
          + "und werde es meinen Freunden erzählen.",
        "Gern geschehen. Denkt einfach daran: kleine Schritte, jeden Tag, und keine Angst "
          + "vor Fragen.",
      ],
      fillings: [
        [
          "Wärmepumpen",
          "Ein Gas wird verdichtet und gibt dabei die Wärme ab, die es draußen aufgenommen hat.",
          "In alten Häusern lohnt es sich, vorher die Fenster zu tauschen.",
        ],
        [
          "Zecken", "Sie lassen sich nicht von Bäumen fallen, sondern warten auf Grashalmen.",
          "Wer nach dem Spaziergang duscht und sich absucht, hat schon viel getan.",
        ],
        [
          "Testamente", "Ohne letzten Willen entscheidet das Gesetz, und das kennt nur Verwandte.",
          "Man schreibt es mit der Hand, mit Datum und Unterschrift.",
        ],
      ]),
    Form(
      name: "earthquake, Turkish", headline: "{0}’de {1} büyüklüğünde deprem",
      paragraphs: [
        "{0} ilinde {2} günü {1} büyüklüğünde bir deprem meydana geldi. Depremin merkez "
          + "üssünün {3} ilçesi olduğu açıklandı.",
        "Yerin {4} kilometre derinliğinde meydana gelen sarsıntı çevre illerde de hissedildi.",
        "Yetkililer can ve mal kaybına ilişkin bir ihbar gelmediğini, ekiplerin saha "
          + "taramasını sürdürdüğünü bildirdi. Vatandaşların hasarlı binalara girmemesi istendi.",
        "Bölgede artçı sarsıntıların birkaç gün sürebileceği belirtildi.",
      ],
      fillings: [
        ["Karaova", "4,2", "salı", "Yenipınar", "7"],
        ["Gölbaşan", "3,8", "cuma", "Akçadere", "11"],
        ["Demirhan", "5,1", "pazar", "Kızılköy", "9"],
      ]),
  ]
}
