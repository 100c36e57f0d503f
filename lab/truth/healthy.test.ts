import { healthyAccount } from '../scenarios/index.ts';
import { truthUnderFaults } from './under-faults.ts';

truthUnderFaults('healthy', healthyAccount);
