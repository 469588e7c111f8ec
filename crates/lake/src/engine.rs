//! DataFusion, as the lake uses it: over files the manifest names, within bounds of memory, without a disk of its own.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::ScalarValue;
use datafusion::datasource::TableType;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::parquet::{
    DefaultParquetFileReaderFactory, ParquetFileReaderFactory as _,
};
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SendableRecordBatchStream, SessionStateBuilder};
use datafusion::logical_expr::Expr;
use datafusion::parquet::arrow::async_reader::AsyncFileReader;
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::{LexOrdering, PhysicalSortExpr};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::ExecutionPlanMetricsSet;
use datafusion::physical_plan::sorts::sort_preserving_merge::SortPreservingMergeExec;
use datafusion::prelude::{SessionConfig, SessionContext};
use object_store::ObjectStore;

use crate::columns::{FILE_SCHEMA, TABLE_SCHEMA, day_field};
use crate::encoding::{ORDER, index_of};
use crate::error::LakeError;
use crate::files::DataFile;
use crate::limits;
use crate::tail::days_since_1970;

/// The name under which DataFusion knows the store.
const STORE: &str = "lake://files";
/// Bytes read from a file's end at first: its description, mostly.
const DESCRIPTION_BYTES: usize = 64 * 1024;

/// See the module.
pub(crate) struct Engine {
    /// Of questions, which share a bound of memory.
    questions: Arc<RuntimeEnv>,
    /// Of merging files, which takes little and must not fail because somebody asks something large.
    merging: Arc<RuntimeEnv>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Engine")
    }
}

impl Engine {
    pub(crate) fn new(store: &Arc<dyn ObjectStore>) -> Result<Self, LakeError> {
        let build = |builder: RuntimeEnvBuilder| {
            let no_disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
            let env = builder.with_disk_manager_builder(no_disk).build_arc()?;
            env.register_object_store(store_url().as_ref(), Arc::clone(store));
            Ok::<_, LakeError>(env)
        };
        let bounded = RuntimeEnvBuilder::new().with_memory_limit(limits::QUESTION_BYTES, 1.0);
        Ok(Self { questions: build(bounded)?, merging: build(RuntimeEnvBuilder::new())? })
    }

    /// Files as a table, whose rows have the day of their file.
    pub(crate) fn table(files: &[Arc<DataFile>]) -> Arc<dyn TableProvider> {
        Arc::new(FileTable { files: files.to_vec() })
    }

    /// A place to plan and run one question in.
    pub(crate) fn session(&self) -> SessionContext {
        session(SessionConfig::new(), &self.questions)
    }

    /// What reads the description of a file and its Bloom filters.
    pub(crate) fn reader(&self, file: &DataFile) -> Result<Box<dyn AsyncFileReader>, LakeError> {
        let files = DefaultParquetFileReaderFactory::new(self.merging.object_store(store_url())?);
        let metrics = ExecutionPlanMetricsSet::new();
        Ok(files.create_reader(0, partitioned(file), Some(DESCRIPTION_BYTES), &metrics)?)
    }

    /// All rows of files in the order of a file, a few at a time.
    pub(crate) fn merged(&self, files: &[Arc<DataFile>]) -> Result<SendableRecordBatchStream, LakeError> {
        let column = |name: &&str| PhysicalSortExpr::new_default(Arc::new(Column::new(name, index_of(name))));
        let order = LexOrdering::new(ORDER.iter().map(column)).expect("the order names columns");
        let groups = files.iter().map(|file| FileGroup::new(vec![partitioned(file)])).collect();
        let scan =
            FileScanConfigBuilder::new(store_url(), Arc::new(ParquetSource::new(Arc::clone(&FILE_SCHEMA))))
                .with_file_groups(groups)
                .with_output_ordering(vec![order.clone()])
                .build();
        let plan: Arc<dyn ExecutionPlan> = DataSourceExec::from_data_source(scan);
        let plan = Arc::new(SortPreservingMergeExec::new(order, plan));
        let session =
            session(SessionConfig::new().with_batch_size(limits::REWRITE_BATCH_ROWS), &self.merging);
        Ok(plan.execute(0, session.task_ctx())?)
    }
}

fn session(config: SessionConfig, env: &Arc<RuntimeEnv>) -> SessionContext {
    let state = SessionStateBuilder::new_with_default_features()
        .with_config(config)
        .with_runtime_env(Arc::clone(env));
    SessionContext::new_with_state(state.build())
}

pub(crate) fn store_url() -> ObjectStoreUrl {
    ObjectStoreUrl::parse(STORE).expect("the address is well formed")
}

pub(crate) fn partitioned(file: &DataFile) -> PartitionedFile {
    PartitionedFile::new(file.entry.path.clone(), file.entry.bytes)
}

/// Files of one site as a table. Which files is decided before; which of their pages, by DataFusion.
#[derive(Debug)]
struct FileTable {
    files: Vec<Arc<DataFile>>,
}

#[async_trait]
impl TableProvider for FileTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&TABLE_SCHEMA)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> datafusion::error::Result<Arc<dyn ExecutionPlan>> {
        let schema = TableSchema::builder(Arc::clone(&FILE_SCHEMA))
            .with_table_partition_cols(vec![day_field()])
            .build();
        let source = ParquetSource::new(schema)
            .with_table_parquet_options(state.default_table_options().parquet)
            .with_metadata_size_hint(DESCRIPTION_BYTES);
        let file = |file: &Arc<DataFile>| {
            let day = ScalarValue::Date32(Some(days_since_1970(file.entry.day)));
            partitioned(file).with_partition_values(vec![day])
        };
        let files = FileGroup::new(self.files.iter().map(file).collect());
        let scan = FileScanConfigBuilder::new(store_url(), Arc::new(source))
            .with_file_groups(files.split_files(state.config().target_partitions()))
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        Ok(DataSourceExec::from_data_source(scan))
    }
}
