//! Checks of pictures, films, coupons and changes to the page: what a browser may be given, and what everybody can
//! perceive.

use kizukai_model::limits;

use super::Findings;
use crate::content::{is_safe_address, is_safe_source};
use crate::text::{ImageText, RewriteText, Spoken, VideoText};

const A_SOURCE: &str = "an http(s) or relative address";

pub(super) fn media(path: &str, spoken: &Spoken, found: &mut Findings) {
    if let Some(image) = &spoken.image {
        self::image(&format!("{path}.image"), image, found);
    }
    if let Some(video) = &spoken.video {
        self::video(&format!("{path}.video"), video, found);
    }
    if spoken.rewrite.len() > limits::REWRITES {
        found.problem(format!("{path}.rewrite"), format!("at most {} changes", limits::REWRITES));
    }
    for (n, change) in spoken.rewrite.iter().enumerate() {
        self::change(&format!("{path}.rewrite[{n}]"), change, found);
    }
}

fn source(path: String, address: &str, found: &mut Findings) {
    if !is_safe_source(address) {
        found.problem(path, A_SOURCE);
    }
}

fn image(path: &str, image: &ImageText, found: &mut Findings) {
    source(format!("{path}.src"), &image.src, found);
    if image.width == Some(0) || image.height == Some(0) {
        found.problem(path, "a width and height of at least one pixel");
    }
}

fn video(path: &str, video: &VideoText, found: &mut Findings) {
    source(format!("{path}.src"), &video.src, found);
    if let Some(poster) = &video.poster {
        source(format!("{path}.poster"), poster, found);
    }
    if let Some(captions) = &video.captions {
        source(format!("{path}.captions.src"), &captions.src, found);
        if captions.lang.is_empty()
            || !captions.lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            found.problem(format!("{path}.captions.lang"), "a language such as ja or en-GB");
        }
    }
}

fn change(path: &str, change: &RewriteText, found: &mut Findings) {
    if change.selector.trim().is_empty() {
        found.problem(format!("{path}.selector"), "a change needs the selector of what it changes");
    }
    let changes_something =
        change.text.is_some() || change.image.is_some() || change.href.is_some() || !change.order.is_empty();
    if !changes_something {
        found.problem(path, "say what changes: text, image, href or order");
    }
    if let Some(image) = &change.image {
        self::image(&format!("{path}.image"), image, found);
    }
    if change.href.as_deref().is_some_and(|href| !is_safe_address(href)) {
        found.problem(format!("{path}.href"), "an http(s), relative, mailto or tel address");
    }
    if change.order.len() > limits::REORDERED_BLOCKS {
        found.problem(format!("{path}.order"), format!("at most {} blocks", limits::REORDERED_BLOCKS));
    }
    if change.order.iter().any(|selector| selector.trim().is_empty()) {
        found.problem(format!("{path}.order"), "selectors of children, none empty");
    }
}
