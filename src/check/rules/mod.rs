//! One rule a file: its level, its words, and where it looks at the whole site, how it finds.

use super::Rule;

pub mod after_mismatch;
pub mod alias_bomb;
pub mod bad_date;
pub mod before_mismatch;
pub mod broken_link;
pub mod change_after_publication;
pub mod condition_not_met;
pub mod count_mismatch;
pub mod date_order;
pub mod duplicate_change;
pub mod duplicate_key;
pub mod empty_explanation;
pub mod file_type;
pub mod flow_steps;
pub mod form_definition;
pub mod full_width_colon;
pub mod full_width_space;
pub mod individual_number;
pub mod missing_answer;
pub mod missing_file;
pub mod missing_glyph;
pub mod missing_translation;
pub mod not_utf8;
pub mod orphan_translation;
pub mod path_escape;
pub mod published_in_future;
pub mod raw_html;
pub mod significant_change_after;
pub mod slug_collision;
pub mod stale_translation;
pub mod status_unknown;
pub mod too_deep;
pub mod unexplained_change;
pub mod unknown_form;
pub mod unknown_item;
pub mod unknown_option;
pub mod unneeded_change;
pub mod wrong_type;
pub mod yaml_syntax;

/// Every rule, in the order of the guide.
pub const ALL: &[&Rule] = &[
    &yaml_syntax::RULE,
    &not_utf8::RULE,
    &full_width_colon::RULE,
    &full_width_space::RULE,
    &duplicate_key::RULE,
    &alias_bomb::RULE,
    &too_deep::RULE,
    &form_definition::RULE,
    &unknown_form::RULE,
    &unknown_item::RULE,
    &unknown_option::RULE,
    &wrong_type::RULE,
    &missing_answer::RULE,
    &condition_not_met::RULE,
    &bad_date::RULE,
    &status_unknown::RULE,
    &orphan_translation::RULE,
    &slug_collision::RULE,
    &path_escape::RULE,
    &missing_file::RULE,
    &file_type::RULE,
    &broken_link::RULE,
    &raw_html::RULE,
    &missing_glyph::RULE,
    &individual_number::RULE,
    &count_mismatch::RULE,
    &flow_steps::RULE,
    &date_order::RULE,
    &missing_translation::RULE,
    &published_in_future::RULE,
    &unexplained_change::RULE,
    &unneeded_change::RULE,
    &before_mismatch::RULE,
    &after_mismatch::RULE,
    &significant_change_after::RULE,
    &empty_explanation::RULE,
    &duplicate_change::RULE,
    &change_after_publication::RULE,
    &stale_translation::RULE,
];
