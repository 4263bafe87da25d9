/* What a question asks for beside what it names: where something is kept asks for a place. */

/** What is asked for, in the words of labels. The first that fits a question is taken. */
const ASKED = {
  ja: {
    いつまで: '期間 期限', 何年: '期間', どれくらいの期間: '期間',
    どんな情報: '項目', どんなデータ: '項目', どの情報: '項目', どんな項目: '項目', 何の情報: '項目',
    誰の: '範囲 対象者', どこまで: '範囲', どの部署: '部署 担当', どの課: '部署 担当',
    いつから: '開始', いつ: '時期 日',
    どこから: '元', 誰から: '元', だれから: '元', どこへ: '先', 誰に: '先', だれに: '先', どこ: '場所',
    誰が: '者 部署', だれが: '者 部署',
    なぜ: '理由 必要性', どうして: '理由 必要性', 何のため: '目的', 何に: '目的 用途',
    どうやって: '方法 手順', どのよう: '方法 手順', どうすれば: '方法 手順',
    どうなる: '消去 返還 廃棄', どうなり: '消去 返還 廃棄',
    てはいけ: '禁止', てはなら: '禁止',
    何人: '者数 人数 数', 何件: '件数', いくら: '手数料 額',
  },
  en: {
    'which company|which companies|who (?:is|are|was|were)': 'name',
    'comes? from|got from|obtained|collected from': 'sources', 'what law': 'basis',
    'what information': 'items information', 'what data': 'items information', 'what kind': 'items kind',
    'how long': 'period', 'how many': 'number', 'how often': 'timing frequency', 'how much': 'fee amount',
    'what happens': 'erasure return', where: 'place location', when: 'date period', why: 'reason necessity',
    who: 'recipient users department', how: 'method means procedure',
  },
};
/** Who asks which one it is wants a name. */
const ORGANISATION = /[先社元者]$/;
const WHICH = /どこ|誰|だれ|何(?:です|という)|どの/;

/** How much what is asked for counts by itself, and with what it is asked about. */
const HINT = 0.6;
const ABOUT = 0.7;
const MOST_ASKED = 12;

/** The first thing that a question asks for: by itself, and with what it is asked about. Who asks 誰に渡す wants 提供先. */
function hintsOf(query, groups, index) {
  const language = index.language.split('-')[0];
  const asked = Object.entries(ASKED[language] ?? {})
    .find(([words]) => (language === 'en' ? new RegExp(`\\b(?:${words})\\b`, 'iu').test(query) : query.includes(words)));
  if (!asked) return [];
  const named = language === 'ja' && ORGANISATION.test(groups.at(-1).said) && WHICH.test(query);
  const things = named ? ['名', '名称'] : asked[1].split(' ');
  const about = groups.at(-1).ways.filter(({ phrase }) => /^[\u4e00-\u9fff]{2,}$/.test(phrase));
  const together = about.flatMap(({ phrase, weight }) => things.map((thing) => ({ phrase: phrase + thing, weight: ABOUT * weight })));
  const alone = things.map((phrase) => ({ phrase, weight: HINT }));
  return [{ ...grouped(things[0], [...together, ...alone], [], index, MOST_ASKED), hint: true, asked: true }];
}
