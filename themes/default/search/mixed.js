/* Words of two verbs of which somebody wrote the second in kana: 持ちだし for 持ち出し, 問いあわせ for 問い合わせ. */

/** How second verbs are written. */
const SECOND = {
  だし: '出し', だす: '出す', ださ: '出さ', つけ: '付け', つぎ: '継ぎ', つぐ: '継ぐ', あわせ: '合わせ', あつかい: '扱い', あつかう: '扱う',
  いり: '入り', こみ: '込み', こむ: '込む', こま: '込ま', かえ: '替え', けし: '消し', けす: '消す', なおし: '直し', なおす: '直す',
  わたし: '渡し', わたす: '渡す', もどし: '戻し', もどす: '戻す', はらい: '払い', あげ: '上げ', さげ: '下げ', よせ: '寄せ', まわし: '回し',
};
const MIXED = new RegExp(`^([^\\u3041-\\u30ff][\\u3041-\\u3096]?)(${Object.keys(SECOND).join('|')})`, 'u');

/** A verb with the second one in kanji; nothing where there is none in kana. */
function withSecondVerb(word) {
  const [, first, second] = MIXED.exec(word) ?? [];
  return second ? first + SECOND[second] : undefined;
}
