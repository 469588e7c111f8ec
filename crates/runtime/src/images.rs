//! Pictures for messages: taken in whatever shape they come, kept in one that is safe to hand out.
//!
//! What comes is decoded within bounds and written anew, so that neither metadata (where a photo was taken) nor anything hidden
//! in the file is kept. What is kept is named after its content and never changes.

use std::fmt::Write;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use kizukai_store::StoreError;
use kizukai_store::sqlite::Media;

use crate::{Runtime, RuntimeError, limits, measures};

/// Of a JPEG, 0 to 100: smaller files than this look worse.
const JPEG_QUALITY: u8 = 85;
/// Bytes of the hash that names a picture.
const NAME_BYTES: usize = 16;

/// How many are taken in at once, and how many wait.
pub(crate) struct Developing {
    at_once: Semaphore,
    places: Semaphore,
}

impl Default for Developing {
    fn default() -> Self {
        Self {
            at_once: Semaphore::new(limits::IMAGES_AT_ONCE),
            places: Semaphore::new(limits::IMAGES_WAITING),
        }
    }
}

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptImage {
    /// Its file's name.
    pub name: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Of the file.
    pub bytes: usize,
}

impl Runtime {
    /// Takes a picture in: PNG, JPEG, WebP or GIF, of which the first frame is kept. The same picture is kept once.
    ///
    /// # Errors
    /// [`RuntimeError::NotAnImage`], [`RuntimeError::TooMany`], [`RuntimeError::Overloaded`].
    pub async fn add_image(&self, source: Vec<u8>) -> Result<KeptImage, RuntimeError> {
        let media = self.media()?;
        let _place = self.inner.developing.places.try_acquire().map_err(|_| {
            measures::limit_hit("images_waiting");
            RuntimeError::Overloaded
        })?;
        let _turn = self.inner.developing.at_once.acquire().await.map_err(|_| RuntimeError::Stopped)?;
        self.blocking(move || {
            let (bytes, ending, width, height) = develop(&source)?;
            let name = format!("{}.{ending}", name_of(&bytes));
            let total = media.total()?;
            let is_full = total.files >= limits::IMAGES || total.bytes >= limits::IMAGES_BYTES;
            if is_full && media.get(&name)?.is_none() {
                measures::limit_hit("images");
                return Err(RuntimeError::TooMany { what: "pictures", most: limits::IMAGES });
            }
            media.put(&name, &bytes)?;
            Ok(KeptImage { name, width, height, bytes: bytes.len() })
        })
        .await
    }

    /// A picture that is kept, by its name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn image(&self, name: &str) -> Result<Option<Vec<u8>>, RuntimeError> {
        if !Media::is_name(name) {
            return Ok(None);
        }
        let (media, name) = (self.media()?, name.to_owned());
        self.blocking(move || Ok(media.get(&name)?)).await
    }

    fn media(&self) -> Result<Media, RuntimeError> {
        let missing = || StoreError::Refused { detail: "there is no data folder".to_owned() };
        let folder = self.folder().ok_or_else(missing)?;
        Ok(Media::of(folder))
    }
}

fn name_of(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().take(NAME_BYTES).fold(String::new(), |mut name, byte| {
        let _ = write!(name, "{byte:02x}");
        name
    })
}

/// The picture written anew: its bytes, the ending of its name, width and height.
fn develop(source: &[u8]) -> Result<(Vec<u8>, &'static str, u32, u32), RuntimeError> {
    let (picture, format) = decode(source)?;
    let (most_wide, most_high) = (limits::IMAGE_WIDTH, limits::IMAGE_HEIGHT);
    let is_larger = picture.width() > most_wide || picture.height() > most_high;
    let picture =
        if is_larger { picture.resize(most_wide, most_high, FilterType::Triangle) } else { picture };
    let (bytes, ending) = encode(&picture, format)?;
    Ok((bytes, ending, picture.width(), picture.height()))
}

fn decode(source: &[u8]) -> Result<(DynamicImage, ImageFormat), RuntimeError> {
    let reader = ImageReader::new(Cursor::new(source)).with_guessed_format();
    let mut reader = reader.map_err(|error| RuntimeError::NotAnImage(error.to_string()))?;
    let format = reader.format().filter(|format| {
        matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif)
    });
    let format = format.ok_or_else(|| RuntimeError::NotAnImage("send PNG, JPEG, WebP or GIF".to_owned()))?;
    let mut bounds = Limits::default();
    bounds.max_image_width = Some(limits::IMAGE_SIDE);
    bounds.max_image_height = Some(limits::IMAGE_SIDE);
    bounds.max_alloc = Some(limits::IMAGE_DECODED_BYTES);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    if decoder.total_bytes() > limits::IMAGE_DECODED_BYTES {
        measures::limit_hit("image_decoded_bytes");
        return Err(RuntimeError::NotAnImage("it has too many pixels".to_owned()));
    }
    let orientation = decoder.orientation().map_err(refused)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok((picture, format))
}

/// A photo stays small as a JPEG; what has an alpha channel, or was drawn, keeps every pixel.
fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<(Vec<u8>, &'static str), RuntimeError> {
    let mut bytes = Vec::new();
    let is_photo = matches!(format, ImageFormat::Jpeg | ImageFormat::WebP) && !picture.color().has_alpha();
    if is_photo {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(refused)?;
        return Ok((bytes, "jpg"));
    }
    if format == ImageFormat::WebP {
        picture.to_rgba8().write_with_encoder(WebPEncoder::new_lossless(&mut bytes)).map_err(refused)?;
        return Ok((bytes, "webp"));
    }
    let plain = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    plain.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(refused)?;
    Ok((bytes, "png"))
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn refused(error: image::ImageError) -> RuntimeError {
    if matches!(error, image::ImageError::Limits(_)) {
        measures::limit_hit("image_decoded_bytes");
    }
    RuntimeError::NotAnImage(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn photo(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, 90]);
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
    }

    fn drawing() -> DynamicImage {
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 20, Rgba([200, 10, 10, 128])))
    }

    #[test]
    fn each_shape_is_written_anew_in_one_that_browsers_know() {
        for (picture, format, ending) in [
            (photo(30, 20), ImageFormat::Jpeg, "jpg"),
            (photo(30, 20), ImageFormat::WebP, "jpg"),
            (photo(30, 20), ImageFormat::Png, "png"),
            (drawing(), ImageFormat::Png, "png"),
            (drawing(), ImageFormat::WebP, "webp"),
            (drawing(), ImageFormat::Gif, "png"),
        ] {
            let (bytes, found, width, height) = develop(&written(&picture, format)).unwrap();
            assert_eq!((found, width, height), (ending, picture.width(), picture.height()), "{format:?}");
            assert_eq!(decode(&bytes).unwrap().0.width(), width);
        }
    }

    #[test]
    fn what_is_too_wide_is_made_smaller_and_keeps_its_shape() {
        let (_, _, width, height) = develop(&written(&photo(3_200, 100), ImageFormat::Png)).unwrap();
        assert_eq!((width, height), (1_600, 50));
    }

    #[test]
    fn a_photo_lies_upright_and_no_longer_says_where_it_was_taken() {
        let plain = written(&photo(30, 20), ImageFormat::Jpeg);
        // An Exif segment that says "turn right" (6), and a word that nobody is to read.
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"35.6586N");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut turned = plain[..2].to_vec();
        turned.extend_from_slice(&[0xff, 0xe1]);
        turned.extend_from_slice(&length);
        turned.extend_from_slice(&exif);
        turned.extend_from_slice(&plain[2..]);
        let (bytes, _, width, height) = develop(&turned).unwrap();
        assert_eq!((width, height), (20, 30));
        assert!(!bytes.windows(7).any(|window| window == b"35.6586"));
    }

    #[test]
    fn a_small_file_that_would_become_huge_is_refused() {
        // A PNG's head that promises 50,000 by 50,000 pixels.
        let mut bomb = written(&photo(1, 1), ImageFormat::Png);
        bomb[16..20].copy_from_slice(&50_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&50_000_u32.to_be_bytes());
        for source in [bomb, b"GIF89a".to_vec(), b"<svg xmlns='x'/>".to_vec(), Vec::new(), vec![0xff; 64]] {
            assert!(matches!(develop(&source), Err(RuntimeError::NotAnImage(_))));
        }
        let wide = written(&photo(12_001, 1), ImageFormat::Png);
        assert!(matches!(develop(&wide), Err(RuntimeError::NotAnImage(_))));
    }
}
